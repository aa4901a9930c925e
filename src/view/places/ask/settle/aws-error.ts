/** Recognises an error of AWS among what a person pastes, and says what to do about it. */

const notInUse = 'AWSOrganizationsNotInUseException';
const printed = /\((\w+)\) when calling/;
const bare = new RegExp(`^\\W*(${notInUse}|AccessDenied\\w*|UnauthorizedOperation)\\b`);

/** Returns what the error means; `undefined`: it is none. `account`: the one whose control policies are asked for. */
export function errorWords(text: string, isOfOrganization: boolean, account?: string): string | undefined {
  const code = printed.exec(text)?.[1] ?? bare.exec(text)?.[1];
  if (code === undefined) return undefined;
  if (code === notInUse)
    return [
      'AWS says: the account of these credentials is in no organization.',
      ...(account === undefined ? [] : [`If that is ${account}, press “In no organization”.`]),
    ].join(' ');
  if (!/^(AccessDenied|Unauthorized)/.test(code))
    return `AWS answers with the error ${code}. Paste what the command prints without an error.`;
  return isOfOrganization
    ? 'AWS refused the command. Ask with other credentials: of the management account or a delegated administrator.'
    : 'AWS refused the command. Ask with other credentials.';
}
