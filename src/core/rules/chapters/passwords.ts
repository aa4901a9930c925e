import type { Chapter } from '../rule.ts';
import {
  changePasswordApi,
  cisControls,
  loginProfileApi,
  passwordPolicy,
  unconfirmed,
  updatePasswordPolicyApi,
} from '../sources.ts';

/** The password policy of an account: what it asks of passwords, when they end, and who may change them. */
export const passwords: Chapter = {
  id: 'passwords',
  title: 'Passwords',
  about: 'What the password policy of an account asks of its users, and when a password ends.',
  rules: [
    {
      id: 'P-14',
      title: 'Fields of the password policy',
      rule: 'The minimum length is 6 to 128, and 6 where nothing is said. Symbols, digits, capital and small letters are asked for one by one. `MaxPasswordAge` is 1 to 1,095 days, `PasswordReusePrevention` 1 to 24 passwords; without them passwords never end and can come again. `ExpirePasswords` is only in the answer: it says that there is a maximum age.',
      source: updatePasswordPolicyApi,
      state: 'held',
    },
    {
      id: 'P-01',
      title: 'What counts as a symbol',
      rule: "A symbol is one of the characters `! @ # $ % ^ & * ( ) _ + - = [ ] { } | '`. Other signs, such as a semicolon or a dot, can stand in a password but do not count.",
      source: passwordPolicy,
      state: 'held',
    },
    {
      id: 'P-02',
      title: 'An update replaces the whole policy',
      rule: '`UpdateAccountPasswordPolicy` sets every field. What the call leaves out goes back to its default, also where it was set before.',
      source: updatePasswordPolicyApi,
      state: 'held',
    },
    {
      id: 'P-03',
      title: 'The default password policy',
      rule: 'Without a policy of its own, an account asks for at least 8 characters, three of the four kinds (capital letters, small letters, digits, symbols), and not the name or email address of the account. Passwords then never end, and to read or delete the policy answers `NoSuchEntity`.',
      source: passwordPolicy,
      state: 'held',
    },
    {
      id: 'P-04',
      title: 'The policy does not bind root',
      rule: 'The password of the root user follows rules of AWS, not those that the account set for its users. Access keys have no maximum age either.',
      source: passwordPolicy,
      state: 'held',
    },
    {
      id: 'P-05',
      title: 'When a change of the policy takes effect',
      rule: 'New rules about length and characters count when a password is set the next time. A maximum age counts at once: whose password is older must change it at the next sign-in. In the last 15 days the console warns.',
      source: passwordPolicy,
      state: 'held',
    },
    {
      id: 'P-06',
      title: 'An expired password',
      rule: 'With an expired password, a user must choose a new one to reach the console; the access keys go on working. With `HardExpiry` an administrator must set it, though `ChangePassword` by access key still works.',
      source: passwordPolicy,
      state: 'held',
    },
    {
      id: 'P-07',
      title: 'Earlier passwords are remembered',
      rule: 'With `PasswordReusePrevention` N, a new password must differ from the last N. The simulator counts the current password as one of them; AWS does not say whether it does.',
      source: passwordPolicy,
      state: 'held',
    },
    {
      id: 'P-08',
      title: 'Which calls check a password',
      rule: '`ChangePassword`, `CreateLoginProfile` and `UpdateLoginProfile` check the new password against the policy, so an administrator is bound too. Whether AWS compares with earlier passwords when an administrator sets one is not confirmed; the simulator does.',
      source: loginProfileApi,
      state: 'held',
    },
    {
      id: 'P-09',
      title: 'Changing your own password',
      rule: 'Only an IAM user can call `ChangePassword`; root and roles get `InvalidUserType`. It needs the old password, ends a demanded reset, and the age begins anew. The permission comes from a policy, or for everybody from `AllowUsersToChangePassword`.',
      source: changePasswordApi,
      state: 'held',
      example: {
        asks: 'May Bob change his own password? The policy on him allows it for his own name.',
        identity: [
          {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: 'iam:ChangePassword',
                Resource: 'arn:aws:iam::*:user/${aws:username}',
              },
            ],
          },
        ],
        action: 'iam:ChangePassword',
        resource: 'arn:aws:iam::111122223333:user/Bob',
        expected: 'allowed',
      },
    },
    {
      id: 'P-10',
      title: 'Texts of refused passwords',
      rule: 'A password against the policy is refused with `PasswordPolicyViolation` (400) and the first reason, such as `Password should have a minimum length of 14` or `Password should have at least one symbol`. The code is documented; nobody could check the texts.',
      source: unconfirmed,
      state: 'unverified',
    },
    {
      id: 'P-11',
      title: 'Figures out of range',
      rule: 'A length above 128, an age above 1,095 or below 1, or more than 24 remembered passwords is a `ValidationError` that names the field and the limit.',
      source: updatePasswordPolicyApi,
      state: 'held',
    },
    {
      id: 'P-12',
      title: 'Lockout and maximum length',
      rule: 'AWS cannot lock a user after failed sign-ins, and its policy has no maximum length below 128. The simulator can do both, for courses that teach them: off until turned on, kept apart from the password policy, never for root.',
      source: passwordPolicy,
      state: 'extension',
    },
    {
      id: 'P-13',
      title: 'Values of the CIS Benchmark',
      rule: 'The CIS AWS Foundations Benchmark asks for passwords of at least 14 characters and for 24 remembered ones. The form fills in these values.',
      source: cisControls,
      state: 'held',
    },
  ],
};
