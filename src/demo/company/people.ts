import type { Random } from '../random.ts';
import type { DemoPerson, ProjectKey } from './model.ts';
import {
  customerFamilyNames,
  customerFirstNames,
  employeeNames,
  formerEmployees,
  shopNames,
  type Team,
} from './names.ts';

/** Everybody who can appear in a ticket. */
export interface People {
  readonly teams: Readonly<Record<Team, readonly DemoPerson[]>>;
  readonly customers: readonly DemoPerson[];
  /** The monitoring bot that opens tickets from alerts. */
  readonly monitor: DemoPerson;
  /** Jira's own automation account. */
  readonly automation: DemoPerson;
  readonly all: readonly DemoPerson[];
}

const zones = ['Europe/Berlin', 'Europe/Lisbon', 'Europe/London', 'America/New_York', 'Asia/Kolkata'];

/** Which team answers for a project; its first member leads it. */
export const teamOf: Readonly<Record<ProjectKey, Team>> = {
  PAY: 'payments',
  CORE: 'platform',
  MOB: 'mobile',
  DATA: 'data',
  WEB: 'web',
  INFRA: 'infra',
  SUP: 'support',
  ITH: 'it',
};

/** Atlassian's account ids: older ones are 24 hexadecimal digits, newer ones carry a cloud prefix. */
const accountId = (random: Random) =>
  random.chance(0.5)
    ? random.hex(24)
    : `7120${random.int(10, 20)}:${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`;

/** Hires the company's people and invents its customers' contacts (two to four for every shop). */
export function createPeople(random: Random): People {
  const employee = (displayName: string, group: string): DemoPerson => {
    const first = displayName
      .split(' ')[0]!
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z]/g, '');
    return {
      accountId: accountId(random),
      displayName,
      accountType: 'atlassian',
      active: !formerEmployees.has(displayName),
      timeZone: random.pick(zones),
      group,
      ...(random.chance(0.15) ? { emailAddress: `${first}@fernhaul.example` } : {}),
    };
  };
  const teams = Object.fromEntries(
    Object.entries(employeeNames).map(([team, names]) => [team, names.map((name) => employee(name, team))]),
  ) as unknown as Record<Team, DemoPerson[]>;

  const app = (displayName: string): DemoPerson => ({
    accountId: `557058:${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-b${random.hex(3)}-${random.hex(12)}`,
    displayName,
    accountType: 'app',
    active: true,
    timeZone: 'Etc/UTC',
    group: 'apps',
  });

  const taken = new Set<string>();
  const customers: DemoPerson[] = [];
  for (const shop of shopNames) {
    const contacts = random.int(2, 4);
    for (let count = 0; count < contacts; count += 1) {
      const displayName = `${random.pick(customerFirstNames)} ${random.pick(customerFamilyNames)}`;
      if (taken.has(displayName)) continue;
      taken.add(displayName);
      customers.push({
        accountId: `qm:${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}:${random.hex(12)}`,
        displayName,
        accountType: 'customer',
        active: true,
        timeZone: random.pick(zones),
        group: shop,
      });
    }
  }
  const monitor = app('Watchpost Alerts');
  const automation = app('Automation for Jira');
  return {
    teams,
    customers,
    monitor,
    automation,
    all: [...Object.values(teams).flat(), ...customers, monitor, automation],
  };
}

/** The name that colleagues and customers address a person by. */
export const firstName = (person: DemoPerson) => person.displayName.split(' ')[0]!;
