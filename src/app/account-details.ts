import { handle } from '../core/api/door.ts';
import { rootArn } from '../core/model/arn.ts';
import type { AccountId } from '../core/model/ids.ts';
import type { Env } from '../core/model/request.ts';
import type { World } from '../core/model/world.ts';

/** The account as `aws iam get-account-authorization-details` prints it: all pages in one, as JSON text. */
export function accountDetailsText(world: World, account: AccountId, env: Env): string {
  const all: Record<string, unknown[]> = {
    UserDetailList: [],
    GroupDetailList: [],
    RoleDetailList: [],
    Policies: [],
  };
  let marker: unknown;
  do {
    const params = { MaxItems: 1000, ...(marker === undefined ? {} : { Marker: marker }) };
    const caller = { kind: 'principal', arn: rootArn(account) } as const;
    const page = handle(
      world,
      { service: 'iam', operation: 'GetAccountAuthorizationDetails', params, caller },
      env,
    );
    if (!page.ok) throw new Error(`export of account ${account}: ${page.error.code}: ${page.error.message}`);
    for (const [list, items] of Object.entries(all))
      items.push(...((page.response[list] as unknown[] | undefined) ?? []));
    marker = page.response['IsTruncated'] ? page.response['Marker'] : undefined;
  } while (marker !== undefined);
  return JSON.stringify(all, null, 4);
}
