/** Words of a play: who calls with which credentials, how a call ended, and how the kept workspace is called. */

import type { ShownCall } from '#app/session/played-way.ts';
import type { Caller } from '#core/model/request/request.ts';
import { nameOfArn } from '#view/entity/names.ts';
import { type AskedPlay, aimName } from '../words.ts';

export const callResultWords = ({ error }: Pick<ShownCall, 'error'>): string => {
  if (!error) return 'allowed';
  return error.code.startsWith('AccessDenied') || error.code === 'UnauthorizedOperation'
    ? 'refused'
    : 'failed';
};

/** Returns the credentials that a call is made with, for a sentence that begins with the caller. */
export function credentialWords(caller: Caller): string {
  switch (caller.kind) {
    case 'principal':
      return 'with its own credentials';
    case 'access-key':
      return `with the access key ${caller.accessKeyId}`;
    case 'session':
      return `with the temporary credentials ${caller.id}`;
    case 'service':
      return caller.sourceArn === undefined
        ? 'for something in the account'
        : `for ${nameOfArn(caller.sourceArn)}`;
    case 'anonymous':
      return 'without credentials, on the sign-in page';
  }
}

export const callerName = ({ by }: Pick<ShownCall, 'by'>): string =>
  by === 'anonymous' ? 'Anybody' : nameOfArn(by);

/** Returns for example `iam:CreateAccessKey`. */
export const calledAction = ({ request: { service, operation } }: Pick<ShownCall, 'request'>): string =>
  service === 'any' ? operation : `${service}:${operation}`;

/** Returns for example `Small company: mallory to administrator, played`. */
export const workspaceName = (before: string | undefined, { from, to }: AskedPlay): string =>
  `${before === undefined ? '' : `${before}: `}${nameOfArn(from)} to ${aimName(to)}, played`;
