import { createRandom, type Random } from '../random.ts';
import { type Fault, type FaultRule, faultRules } from './fault.ts';

/** What befalls the answers of a demo Jira, and how often it did. */
export interface FaultPlan {
  /** Puts rules in the place of those before; none ends all faults. Throws a ZodError for rules of another form. */
  set(rules: readonly FaultRule[]): void;
  /** The fault for a request, if any; counts it. `line` is method, path and query. */
  next(line: string): Fault | undefined;
  /** How many requests met each kind of fault since the start. */
  readonly served: Readonly<Record<string, number>>;
  /** How many requests the limited rules are still waiting for. */
  readonly left: number;
}

interface ActiveRule {
  readonly fault: Fault;
  readonly pattern: RegExp | undefined;
  readonly share: number;
  readonly random: Random;
  left: number;
}

/** The name under which a fault is counted. */
function nameOf(fault: Fault): string {
  switch (fault.kind) {
    case 'refusal':
      return `refusal ${fault.status}`;
    case 'drop':
      return `drop ${fault.when}`;
    case 'truncated':
      return `truncated, ${fault.contentLength} length`;
    default:
      return fault.kind;
  }
}

export function createFaultPlan(first: readonly FaultRule[] = []): FaultPlan {
  let rules: ActiveRule[] = [];
  const served: Record<string, number> = {};
  const plan: FaultPlan = {
    set(given) {
      rules = faultRules.parse(given).map(({ fault, match, times, share, seed }) => ({
        fault,
        pattern: match === undefined ? undefined : new RegExp(match),
        share: share ?? 1,
        random: createRandom(seed),
        left: times ?? Number.POSITIVE_INFINITY,
      }));
    },
    next(line) {
      const rule = rules.find(
        (one) => one.left > 0 && (one.pattern?.test(line) ?? true) && one.random.chance(one.share),
      );
      if (!rule) return undefined;
      rule.left -= 1;
      const name = nameOf(rule.fault);
      served[name] = (served[name] ?? 0) + 1;
      return rule.fault;
    },
    served,
    get left() {
      return rules.reduce((sum, { left }) => sum + (Number.isFinite(left) ? left : 0), 0);
    },
  };
  plan.set(first);
  return plan;
}
