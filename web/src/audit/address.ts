/** What of the audit log is shown: by whom, which action, and from where on. */
export interface AuditAddress {
  /** A login, or how those without one proved who they are. */
  readonly who?: string | undefined;
  readonly what?: string | undefined;
  /** Only entries older than this one. */
  readonly before?: number | undefined;
}

/** Who acts without a login, by the way that they are let in; no login has such a sign in front. */
export const NAMELESS = { ':machine': 'At this machine', ':none': 'Nobody signed in' } as const;

export function readAuditAddress(raw: Record<string, unknown>): AuditAddress {
  const text = (value: unknown, most: number) => {
    const [first] = [value].flat();
    return typeof first === 'string' && first !== '' ? first.slice(0, most) : undefined;
  };
  const before = Number([raw.before].flat()[0]);
  return {
    who: text(raw.who, 200),
    what: text(raw.what, 100),
    before: Number.isSafeInteger(before) && before > 0 ? before : undefined,
  };
}

/** The same as the API asks for it. */
export function auditRequest({ who, what, before }: AuditAddress) {
  return {
    ...(who === ':machine' || who === ':none'
      ? { via: who === ':none' ? ('none' as const) : ('machine' as const) }
      : who !== undefined && { actor: who }),
    ...(what !== undefined && { action: what }),
    ...(before !== undefined && { before }),
    limit: 50,
  };
}
