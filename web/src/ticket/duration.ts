/** Hours and minutes, as Jira writes time that was spent: `3h 15m`. */
export function spent(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return (
    [hours > 0 ? `${hours}h` : '', minutes % 60 > 0 ? `${minutes % 60}m` : ''].filter(Boolean).join(' ') ||
    '0m'
  );
}
