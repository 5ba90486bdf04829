import type { DemoCompany } from '../../src/demo/company/company.ts';
import { roles } from '../../src/demo/company/groups.ts';
import type { DemoGroup, DemoHolder, DemoPerson, ProjectKey } from '../../src/demo/company/model.ts';
import type { Random } from '../../src/demo/random.ts';

export interface Site {
  readonly people: readonly DemoPerson[];
  readonly groups: readonly DemoGroup[];
}

const PRODUCTS = ['jira-software', 'jira-servicedesk', 'jira-product-discovery'];

/** Whom a scheme names: so many that about as much is open as is closed. */
export function drawHolders(
  random: Random,
  { people, groups }: Site,
  { forLevel, service }: { readonly forLevel: boolean; readonly service: boolean },
): DemoHolder[] {
  const kinds: readonly (readonly [() => DemoHolder, number])[] = [
    [() => ({ type: 'group', group: random.pick(groups) }), 3],
    [() => ({ type: 'projectRole', role: random.pick(Object.values(roles)) }), 3],
    [() => ({ type: 'user', user: random.pick(people) }), 2],
    [() => ({ type: 'reporter' }), 2],
    [() => ({ type: 'assignee' }), 2],
    [() => ({ type: 'projectLead' }), 1],
    [() => ({ type: 'userCustomField', field: 'customfield_10050' }), 2],
    [() => ({ type: 'groupCustomField', field: 'customfield_10051' }), 2],
    [() => ({ type: 'applicationRole', product: random.pick([null, ...PRODUCTS]) }), forLevel ? 0.3 : 0.8],
    [() => ({ type: 'anyone' }), forLevel ? 0 : 0.25],
    [() => ({ type: 'sd.customer.portal.only' }), service ? 4 : 0.2],
  ];
  return Array.from({ length: random.int(0, 7) }, () => random.weighted(kinds)());
}

/** Draws schemes, roles, memberships and accounts anew, each with the given chance; no ticket counts as changed by it. */
export function drawAccess(random: Random, company: DemoCompany, chance: number): void {
  const { access, people, groups } = company;
  const site = { people, groups };
  const colleagues = people.filter(({ accountType }) => accountType !== 'customer');
  const perhaps = (change: () => void) => {
    if (random.chance(chance)) change();
  };
  for (const project of company.projects) {
    const key = project.key as ProjectKey;
    const service = project.kind === 'service_desk';
    perhaps(() => access.setBrowsers(key, drawHolders(random, site, { forLevel: false, service })));
    for (const role of Object.values(roles))
      perhaps(() =>
        access.setActors(key, role.id, {
          people: random.sample(people, random.int(0, 4)),
          groups: random.sample(groups, random.int(0, 2)),
        }),
      );
    perhaps(() => access.setLead(key, random.pick(colleagues)));
    perhaps(() => access.setArchived(key, random.chance(0.1)));
  }
  for (const scheme of company.securitySchemes)
    for (const { id } of scheme.levels) {
      const service = scheme.projects.includes('SUP');
      perhaps(() => access.setLevel(id, drawHolders(random, site, { forLevel: true, service })));
    }
  for (const { groupId } of groups)
    perhaps(() => access.setMembers(groupId, random.sample(colleagues, random.int(0, 12))));
  for (const person of people) {
    const isCustomer = person.accountType === 'customer';
    perhaps(() => access.setActive(person.accountId, random.chance(0.93)));
    perhaps(() =>
      access.setProducts(
        person.accountId,
        isCustomer || random.chance(0.12) ? [] : random.sample(PRODUCTS, random.int(1, 3)),
      ),
    );
    perhaps(() => {
      const ids = random.chance(isCustomer ? 0.7 : 0.2)
        ? random.sample(['1', '2', '3', '4'], random.int(1, 2))
        : [];
      access.setOrganizations(
        person.accountId,
        ids.map((id) => ({ id, name: 'Some shop' })),
      );
    });
  }
}
