/** How the alerting bot frames what it found. */
export const monitorPhrases = {
  heads: [
    '!error **FIRING** since {clock} UTC in `{cluster}`',
    '!warning **{service}**: alert firing for {minutes} minutes',
    '!error Severity: critical, service: `{service}`, cluster: `{cluster}`',
  ],
  facts: [
    '| Label | Value |\n| service | {service} |\n| cluster | {cluster} |\n| version | {version} |\n| value | {percent}.{few} |',
    '- service: `{service}`\n- pod: `{service}-{pod}`\n- version: `{version}`',
    'Labels: `cluster={cluster}` `region={region}` `version={version}`',
  ],
  changes: [
    'Changes in the last 6 hours:\n- deploy `{service}` {version} by [pipeline|{colleague}] ({commit})\n- [no other changes|config map updated|HPA limits changed]',
    'No deploys or config changes recorded in the last 6 hours.',
    'Other alerts firing in `{cluster}`: [none|`KubePodCrashLooping`|`ApiErrorBudgetBurn`|`NodeMemoryPressure` on `{node}`].',
  ],
  tails: [
    'Runbook: https://runbooks.fernhaul.example/{service}',
    'Dashboard: https://grafana.fernhaul.example/d/{service}?from={date}',
    'This ticket was opened automatically. It is updated while the alert keeps firing.',
    '',
  ],
  updates: [
    'Alert fired again at {clock} UTC ({few} times in 24 hours).',
    'Alert resolved at {clock} UTC after {minutes} minutes.',
    'Still firing: value {percent}.{few2}, threshold exceeded for {minutes} minutes.',
  ],
  staleNotice: [
    'This ticket had no activity for 30 days and was closed automatically.',
    'Closed automatically after 14 days without a reply from the reporter.',
  ],
};
