import { expect, test } from 'vitest';
import { nameAmong } from '../../web/src/search/project-names.ts';

test('projects of the same name, as two sites may have them, are told apart by their keys', () => {
  const projects = [
    { value: 'SUP', name: 'Customer Support' },
    { value: 'USUP', name: 'Customer Support' },
    { value: 'CORE', name: 'Core Platform' },
    { value: 'LOST' },
    { value: 'GONE' },
  ];
  expect(projects.map(({ value }) => nameAmong(projects)(value))).toEqual([
    'SUP Customer Support',
    'USUP Customer Support',
    'Core Platform',
    'LOST',
    'GONE',
  ]);
});
