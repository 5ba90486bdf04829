import type { DemoTicket, ProjectKey } from '../../src/demo/company/model.ts';
import { schemeOf } from '../../src/demo/company/security.ts';
import { resolutions, statuses, visibilities } from '../../src/demo/company/workflow.ts';
import type { Random } from '../../src/demo/random.ts';
import type { World } from './world.ts';

/** Something that happens at Jira. */
export interface Change {
  /** How often, beside the others. */
  readonly weight: number;
  /** Lets it happen, and says what it was. */
  readonly happen: (world: World, random: Random) => string;
}

/** Projects of the company go by these keys when tickets are made or moved, whatever they are renamed to. */
const PROJECTS: readonly ProjectKey[] = ['PAY', 'CORE', 'MOB', 'DATA', 'WEB', 'INFRA', 'SUP', 'ITH'];

/** Hidden tickets, by world: only who hid them can name them. */
const hidden = new WeakMap<World, string[]>();
const hiddenIn = (world: World): string[] => {
  const list = hidden.get(world) ?? [];
  hidden.set(world, list);
  return list;
};

/** A change of one ticket, any of them; the newest are as likely as all others together. */
function ofTicket(
  weight: number,
  happen: (world: World, ticket: DemoTicket, random: Random) => string,
): Change {
  return {
    weight,
    happen(world, random) {
      const { tickets } = world.company;
      const ticket = random.pick(random.chance(0.5) ? tickets.slice(-15) : tickets);
      return `${ticket.key} (${ticket.id}) ${happen(world, ticket, random)}`;
    },
  };
}

const someComment = ({ comments }: DemoTicket, random: Random) =>
  comments.length > 0 ? random.pick(comments) : undefined;

const readers = (random: Random) =>
  random.chance(0.5) ? {} : { visibility: random.pick(Object.values(visibilities)) };

/** What Jira stamps. */
const announced: Readonly<Record<string, Change>> = {
  create: {
    weight: 5,
    happen({ company, word, stamp, most }, random) {
      if (company.tickets.length >= most) return 'there are enough';
      const [summary, description] = [`Made ${word()}`, `It says ${word()} again.`];
      const { key, id } = company.createTicket(
        { project: random.pick(PROJECTS), summary, description },
        stamp(),
      );
      return `${key} (${id})`;
    },
  },
  'edit the summary': ofTicket(6, ({ company, word, stamp }, ticket) => {
    const summary = `Now about ${word()}`;
    company.editTicket(ticket.key, { summary }, stamp(ticket));
    return summary;
  }),
  'edit the description': ofTicket(5, ({ company, word, stamp }, ticket, random) => {
    const description = random.chance(0.1) ? null : `First ${word()}.\n\n- then ${word()}\n- and so on`;
    company.editTicket(ticket.key, { description }, stamp(ticket));
    return String(description?.slice(0, 20));
  }),
  comment: ofTicket(6, ({ company, word, stamp }, ticket, random) => {
    // More than an issue carries inside it, now and then.
    const count = random.chance(0.05) ? 25 : 1;
    const desk = ticket.project.kind === 'service_desk' && random.chance(0.5) ? { jsdPublic: false } : {};
    for (let i = 0; i < count; i += 1) {
      const now = company.ticket(ticket.id) as DemoTicket;
      company.addComment(ticket.key, { text: `Seen as ${word()}.`, ...readers(random), ...desk }, stamp(now));
    }
    return `${count} times`;
  }),
  'edit a comment': ofTicket(4, ({ company, word, stamp }, ticket, random) => {
    const comment = someComment(ticket, random);
    if (!comment) return 'has none';
    company.editComment(ticket.key, comment.id, `Rather ${word()}.`, stamp(ticket));
    return comment.id;
  }),
  'let others read a comment': ofTicket(3, ({ company, stamp }, ticket, random) => {
    const comment = someComment(ticket, random);
    if (!comment) return 'has none';
    const flag = comment.jsdPublic === undefined ? {} : { jsdPublic: random.chance(0.5) };
    company.openComment(ticket.key, comment.id, { ...readers(random), ...flag }, stamp(ticket));
    return comment.id;
  }),
  'delete a comment': ofTicket(3, ({ company, stamp }, ticket, random) => {
    const comment = someComment(ticket, random);
    if (!comment) return 'has none';
    company.deleteComment(ticket.key, comment.id, stamp(ticket));
    return comment.id;
  }),
  transition: ofTicket(3, ({ company, stamp }, ticket, random) => {
    const status = random.pick(Object.values(statuses));
    const at = stamp(ticket);
    const end = status.category === 'done';
    const resolution = end ? random.pick(Object.values(resolutions)) : null;
    company.editTicket(ticket.key, { status, resolution, resolved: end ? at.getTime() : null }, at);
    return status.name;
  }),
  assign: ofTicket(2, ({ company, stamp }, ticket, random) => {
    const assignee = random.chance(0.2) ? null : random.pick(company.people);
    company.editTicket(ticket.key, { assignee, labels: [`label-${random.int(1, 9)}`] }, stamp(ticket));
    return String(assignee?.displayName);
  }),
  restrict: ofTicket(3, ({ company, stamp }, ticket, random) => {
    const scheme = schemeOf(company.securitySchemes, ticket.project);
    const security = scheme && random.chance(0.6) ? random.pick(scheme.levels) : null;
    company.editTicket(ticket.key, { security }, stamp(ticket));
    return String(security?.name);
  }),
  link: ofTicket(2, (world, ticket, random) => {
    const { company, stamp } = world;
    const other = random.pick(company.tickets);
    if (other.id === ticket.id) return 'not to itself';
    const newer = other.updated > ticket.updated ? other : ticket;
    company.linkTickets(random.pick(['Blocks', 'Relates'] as const), ticket.key, other.key, stamp(newer));
    // Each shows the other's key, and what a breakage hides.
    return `to ${other.key}`;
  }),
  move: ofTicket(3, (world, ticket, random) => {
    const project = random.pick(PROJECTS);
    world.silent = true;
    return `to ${world.company.moveTicket(ticket.key, project, world.stamp(ticket)).key}`;
  }),
  burst: {
    weight: 1,
    happen({ company, word, stamp }, random) {
      const some = random.sample(company.tickets, random.int(15, 40));
      for (const ticket of some)
        company.editTicket(ticket.key, { summary: `All at once ${word()}` }, stamp(ticket));
      return `${some.length} tickets`;
    },
  },
  break: ofTicket(1, ({ company, stamp }, ticket) => {
    company.breakTicket(ticket.key, (issue) => {
      if (issue.fields) issue.fields.summary = null;
    });
    company.editTicket(ticket.key, { labels: ['broken'] }, stamp(ticket));
    return '';
  }),
  mend: {
    weight: 2,
    happen(world, random) {
      const broken = world.company.tickets.filter(world.isBroken);
      if (broken.length === 0) return 'none is broken';
      const ticket = random.pick(broken);
      world.company.mendTicket(ticket.key);
      world.company.editTicket(ticket.key, { summary: `Mended ${world.word()}` }, world.stamp(ticket));
      return `${ticket.key} (${ticket.id})`;
    },
  },
};

/** What Jira does not stamp. */
const unannounced: Readonly<Record<string, Change>> = {
  delete: ofTicket(3, (world, ticket) => {
    if (world.company.tickets.length <= world.fewest) return 'there are few';
    world.company.deleteTicket(ticket.key, world.stamp());
    world.silent = true;
    return '';
  }),
  hide: ofTicket(2, (world, ticket) => {
    if (world.company.tickets.length <= world.fewest) return 'there are few';
    hiddenIn(world).push(ticket.id);
    world.company.hideTicket(ticket.key);
    world.silent = true;
    return '';
  }),
  show: {
    weight: 2,
    happen(world, random) {
      const list = hiddenIn(world);
      if (list.length === 0) return 'none is hidden';
      const [id] = list.splice(random.int(0, list.length - 1), 1) as [string];
      world.company.showTicket(id);
      const { key, updated } = world.company.ticket(id) as DemoTicket;
      world.unannounced.set(id, updated);
      world.silent = true;
      return `${key} (${id})`;
    },
  },
  'rename a project': {
    weight: 1,
    happen(world, random) {
      const { key, isShared } = projectToRename(world, random);
      const to = random.chance(isShared ? 0.2 : 0.5)
        ? { name: `Known as ${random.hex(4)}` }
        : { key: isShared ? freshKey(random) : newProjectKey(world, random) };
      world.company.renameProject(key, to);
      world.projectKeys.add(to.key ?? key);
      world.silent = true;
      return `${key}: ${JSON.stringify(to)}`;
    },
  },
  'rename a person': {
    weight: 1,
    happen(world, random) {
      const { accountId } = random.pick(world.company.people);
      const name = random.chance(0.3) ? 'Former user' : `Person ${random.hex(4)}`;
      world.company.renamePerson(accountId, name);
      world.silent = true;
      return `${accountId}: ${name}`;
    },
  },
};

/** Rather one whose key another site's project has too: its tickets there are refused until this one has another. */
function projectToRename({ company, keysElsewhere }: World, random: Random) {
  const theirs = new Set<string>(keysElsewhere());
  const shared = company.projects.filter(({ key }) => theirs.has(key));
  if (shared.length > 0 && random.chance(0.7)) return { ...random.pick(shared), isShared: true };
  return { ...random.pick(company.projects), isShared: false };
}

/** One that no project of this site had before; now and then that of another site's. */
function newProjectKey({ keysElsewhere, projectKeys }: World, random: Random): string {
  const theirs = keysElsewhere().filter((key) => !projectKeys.has(key));
  if (theirs.length > 0 && random.chance(0.4)) return random.pick(theirs);
  return freshKey(random);
}

const freshKey = (random: Random) => `N${random.hex(6).toUpperCase()}`;

export const changes: Readonly<Record<string, Change>> = { ...announced, ...unannounced };

/** Any change. */
export function happen(world: World, random: Random): string {
  const [name, change] = random.weighted(
    Object.entries(changes).map((each) => [each, each[1].weight] as const),
  );
  return `${name}: ${change.happen(world, random)}`;
}
