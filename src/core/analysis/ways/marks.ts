/** Tells how a method looks in CloudTrail: the names of the events that its calls leave. */

import type { Method } from './format.ts';

/** Events that are not named like the permission, and permissions that leave none (''). */
const eventNames: Readonly<Record<string, string>> = {
  'iam:PassRole': '',
  'lambda:AddPermission': 'AddPermission20150331v2',
  'lambda:CreateEventSourceMapping': 'CreateEventSourceMapping20150331',
  'lambda:CreateFunction': 'CreateFunction20150331',
  'lambda:InvokeFunction': 'Invoke',
  'lambda:UpdateFunctionCode': 'UpdateFunctionCode20150331v2',
  'lambda:UpdateFunctionConfiguration': 'UpdateFunctionConfiguration20150331v2',
};

/** A new password shows when it is used. */
const signsIn = /^iam:(Create|Update)LoginProfile$/;

/** Returns the names of the events in their order; `Invoke`, `GetObject` and `PutItem` only where data events are kept. */
export function marksOf({ needs, gain, enters, isPreparation, makes, marks }: Method): readonly string[] {
  if (marks) return marks;
  const calls = needs.map(({ action }) => eventNames[action] ?? action.slice(action.indexOf(':') + 1));
  const names = new Set(calls.filter((name) => name !== ''));
  if (needs.some(({ action }) => signsIn.test(action))) names.add('ConsoleLogin');
  const isRole = gain === 'role' || makes?.includes(':role/') === true;
  if (isRole && !isPreparation) names.add((enters ?? 'sts:AssumeRole').slice('sts:'.length));
  return [...names];
}
