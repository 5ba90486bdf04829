import { Segmented } from '../ui/segmented.tsx';
import { chooseTheme, useTheme } from './theme.ts';

const CHOICES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'System' },
] as const;

export function ThemeSwitch() {
  return (
    <Segmented legend="Colours" name="theme" value={useTheme()} choices={CHOICES} onChange={chooseTheme} />
  );
}
