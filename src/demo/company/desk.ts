import type { DemoOrganization, DemoPerson, DemoRequestType } from './model.ts';
import { shopNames } from './names.ts';
import { scenarios } from './scenarios/index.ts';

/** What a request is that nobody generated. */
const general = 'Get help';

const typeNames = [...new Set(scenarios.map(({ requestType }) => requestType))].sort();

/** What customers choose from on the portals. */
const requestTypes: ReadonlyMap<string, DemoRequestType> = new Map(
  [general, ...typeNames].map((name, index) => [name, { id: String(11 + index), name }]),
);

/** The shops as the service desk's organisations; colleagues belong to none. */
const organizations: ReadonlyMap<string, DemoOrganization> = new Map(
  shopNames.map((name, index) => [name, { id: String(1 + index), name }]),
);

export const requestTypeNamed = (name: string = general): DemoRequestType => requestTypes.get(name)!;

/** The organisation of a shop; null for a name that is none. */
export const organizationNamed = (name: string): DemoOrganization | null => organizations.get(name) ?? null;

/** The organisations that somebody belongs to: a customer to the shop's. */
export const organizationOf = ({ group }: DemoPerson): readonly DemoOrganization[] =>
  organizations.has(group) ? [organizations.get(group)!] : [];
