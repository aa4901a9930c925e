/** An event of the trail says how it ended, also one that failed without an error code. */

import { expect, test } from 'vitest';
import { facetsOf, trailResult } from '#core/model/records/trail-event.ts';
import { SignInAccount } from '../../api/signin/account.ts';

const said = (eventName: string, result: string) => ({
  eventName,
  responseElements: { [eventName]: result },
});
const code = (errorCode: string) => ({ eventName: 'CreateUser', errorCode, responseElements: null });

test.each([
  ['done', { eventName: 'ListUsers', responseElements: null }],
  ['done', said('ConsoleLogin', 'Success')],
  ['failed', said('ConsoleLogin', 'Failure')],
  ['failed', said('SwitchRole', 'Failure')],
  ['done', { eventName: 'CreateUser', responseElements: { user: 'Failure' } }],
  ['refused', code('AccessDenied')],
  ['refused', code('AccessDeniedException')],
  ['refused', code('UnauthorizedOperation')],
  ['refused', code('Client.UnauthorizedOperation')],
  ['refused', code('AuthorizationError')],
  ['failed', code('EntityAlreadyExistsException')],
  ['failed', code('ValidationException')],
  ['failed', code('Throttling')],
] as const)('the result of an event is %s for %j', (result, event) => {
  expect(trailResult(event)).toBe(result);
});

test('a wrong password and an unknown user name are found as failed, a right password as done', () => {
  const here = new SignInAccount();
  const results = [{ Password: 'nonsense' }, { UserName: 'nobody' }, {}].map((more) =>
    here
      .enter(more)
      .events.flatMap(facetsOf)
      .find(({ kind }) => kind === 'result'),
  );
  expect(results.map((facet) => facet?.value)).toEqual(['failed', 'failed', 'done']);
});
