import * as engineering from './engineering.ts';
import * as service from './service.ts';
import type { Telling, Thread } from './step.ts';

type Tell = (telling: Telling) => Thread;

const untouched: Tell = () => ({ steps: [], outcome: 'untouched' });

/** How often each course of events is taken, by the kind of project. The bungled ones are on purpose. */
const engineeringPlots: readonly (readonly [Tell, number])[] = [
  [engineering.solved, 54],
  [engineering.wrongTurn, 8],
  [engineering.workaroundOnly, 4],
  [engineering.unanswered, 5],
  [engineering.pingPong, 4],
  [engineering.dismissed, 5],
  [engineering.underWay, 11],
  [untouched, 7],
];

const servicePlots: readonly (readonly [Tell, number])[] = [
  [service.solved, 60],
  [service.wrongTurn, 9],
  [service.workaroundOnly, 4],
  [service.unanswered, 7],
  [service.pingPong, 4],
  [service.underWay, 8],
  [service.longCorrespondence, 4],
  [untouched, 4],
];

const calm: readonly (readonly [Tell, number])[] = [
  [service.solved, 72],
  [service.wrongTurn, 3],
  [service.unanswered, 7],
  [service.underWay, 8],
  [untouched, 6],
];

/** Draws how a ticket's story goes and tells it. `atDesk` says that it lives in a service project. */
export function tellThread(telling: Telling, atDesk: boolean): Thread {
  const { random } = telling.facts;
  if (telling.original) return (atDesk ? service.duplicate : engineering.duplicate)(telling);
  if (telling.scenario.kind === 'incident' && !atDesk && random.chance(0.06))
    return engineering.warRoom(telling);
  const routine = telling.scenario.kind === 'request' || telling.scenario.kind === 'question';
  const plots = atDesk ? (routine ? calm : servicePlots) : engineeringPlots;
  return random.weighted(plots)(telling);
}
