import { z } from 'zod';
import {
  type OutboundAnswer,
  type OutboundClient,
  type OutboundRequest,
  outboundClient,
  type Throttle,
} from '../../../platform/http/index.ts';

export interface JiraAccount {
  readonly baseUrl: string;
  readonly email: string;
  readonly apiToken: string;
}

export interface RoutedAnswer extends OutboundAnswer {
  /** Where Jira did not accept the credentials; undefined where it did. */
  readonly refusedAt?: string;
}

/** The way to Jira's REST API that an account's token is good for. */
export interface JiraRoute {
  /** As `json` of an outbound client. */
  json(request: OutboundRequest): Promise<RoutedAnswer>;
  close(): Promise<void>;
}

const GATEWAY = 'https://api.atlassian.com';

const tenantInfo = z.looseObject({ cloudId: z.guid() });
const gatewayRefusal = z.looseObject({ message: z.string() });

/**
 * A token without scopes is good for the site's own address, one with scopes for Atlassian's gateway alone, under the
 * site's id (https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/). Which of
 * them a token is cannot be seen of it: where the site does not accept the credentials the gateway is asked, and kept where
 * that does. Credentials go to these two alone; the id is asked for without them.
 *
 * @param gatewayUrl another gateway than Atlassian's, for tests.
 * @param retries times a request is sent again, where that is not as often as for all.
 */
export function jiraRoute(
  { baseUrl, email, apiToken }: JiraAccount,
  throttle: Throttle,
  { gatewayUrl = GATEWAY, retries }: { gatewayUrl?: string | undefined; retries?: number | undefined } = {},
): JiraRoute {
  const patience = retries === undefined ? {} : { retries };
  const authorization = `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`;
  const site = outboundClient({ baseUrl, throttle, headers: { authorization }, ...patience });
  const anonymous = outboundClient({ baseUrl: new URL(baseUrl).origin, throttle, headers: {}, retries: 1 });
  let gateway: OutboundClient | null = null;
  let isSiteGood = false;
  let isGatewayGood = false;

  /** Null where the site has no id, as outside Atlassian's cloud, or does not tell it. */
  async function findGateway(): Promise<OutboundClient | null> {
    const answer = await anonymous.json({ method: 'GET', path: '/_edge/tenant_info' }).catch(() => null);
    const found = tenantInfo.safeParse(answer?.body);
    if (gateway || !found.success) return gateway;
    return outboundClient({
      baseUrl: `${gatewayUrl}/ex/jira/${found.data.cloudId}`,
      throttle,
      headers: { authorization },
      ...patience,
    });
  }

  return {
    async json(request) {
      if (gateway && isGatewayGood) {
        const answer = await gateway.json(request);
        return isUnauthenticated(answer) ? { ...answer, refusedAt: saidAt(gatewayUrl, answer) } : answer;
      }
      const answer = await site.json(request);
      if (!isUnauthenticated(answer)) {
        isSiteGood = true;
        return answer;
      }
      // A token that was good for the site has no scopes: it has expired or was revoked.
      if (!isSiteGood) gateway ??= await findGateway();
      const through = isSiteGood ? null : await gateway?.json(request).catch(() => null);
      if (!through) return { ...answer, refusedAt: baseUrl };
      if (isUnauthenticated(through))
        return {
          ...answer,
          refusedAt: `${baseUrl}, nor, as one with scopes, at ${saidAt(gatewayUrl, through)}`,
        };
      isGatewayGood = true;
      return through;
    },
    async close() {
      await Promise.all([site, anonymous, gateway].map((client) => client?.close()));
    },
  };
}

/** What may be read by anybody Jira answers also to credentials that it does not accept, as to nobody; it says so in a header. */
function isUnauthenticated({ status, headers }: OutboundAnswer): boolean {
  return status === 401 || headers['x-seraph-loginreason'] === 'AUTHENTICATED_FAILED';
}

/** The gateway names the scope that is missing. */
function saidAt(gatewayUrl: string, { body }: OutboundAnswer): string {
  const said = gatewayRefusal.safeParse(body).data?.message;
  return said ? `${gatewayUrl} (${said})` : gatewayUrl;
}
