import type { SiteName } from '../domain/index.ts';
import type { SiteAccess } from './access.ts';
import type { Asked } from './asked.ts';
import type { Held } from './held.ts';

/** Who may see what, by what the Jiras of all sites say: each of its own tickets. */
export type SitesAccess = Pick<SiteAccess, 'heldBy' | 'forget' | 'resume' | 'status' | 'why' | 'examine'>;

/** All sites as one, and the first of them first. */
export function allSites(sites: ReadonlyMap<SiteName, SiteAccess>): SitesAccess {
  const all = [...sites.values()];
  return {
    heldBy(accountId): Held {
      const [first, ...others] = all.map((site) => site.heldBy(accountId));
      return others.length === 0 && first
        ? first
        : new Map([first ?? [], ...others].flatMap((each) => [...each]));
    },
    async forget(accountId) {
      await Promise.all(all.map((site) => site.forget(accountId)));
    },
    async resume() {
      for (const site of all) await site.resume();
    },
    async status() {
      // What is not asked any more says nothing of how those fare that are.
      const asked = all.filter(({ isConfigured }) => isConfigured);
      const each = await Promise.all((asked.length > 0 ? asked : all).map((site) => site.status()));
      const times = each.map(({ readAt }) => readAt);
      return {
        readAt: times.reduce((oldest, at) => (oldest === null || at === null ? null : Math.min(oldest, at))),
        trouble: each.find(({ trouble }) => trouble)?.trouble ?? null,
      };
    },
    async why(key, subject) {
      for (const site of all) {
        const decision = await site.why(key, subject);
        if (decision) return decision;
      }
      return null;
    },
    async examine() {
      const each = await Promise.all(all.map((site) => site.examine()));
      return {
        findings: each.flatMap(({ findings }) => findings),
        notes: each.flatMap(({ notes }) => notes),
      };
    },
  };
}

/** All sites are asked at once; who cannot be asked, or takes long, keeps nobody else from it. */
export function askedOfAll(
  sites: readonly Pick<Asked, 'refresh' | 'learn'>[],
): Pick<Asked, 'refresh' | 'learn'> {
  return {
    async refresh() {
      await Promise.all(sites.map((site) => site.refresh()));
    },
    async learn(accountId) {
      await Promise.all(sites.map((site) => site.learn(accountId)));
    },
  };
}
