import type { Chapter } from '../rule.ts';
import { trailIam, trailIdentity, trailRecord, trailSignIn } from '../sources.ts';

/** What CloudTrail writes about calls and sign-ins, and what it leaves out. */
export const trail: Chapter = {
  id: 'trail',
  title: 'Activity (CloudTrail)',
  about: 'What CloudTrail records of a call or a sign-in, in which account, and what it leaves out.',
  rules: [
    {
      id: 'L-01',
      title: 'Names of parameters in records',
      rule: 'Parameters stand with a small first letter: `userName`, `roleSessionName`, `tags` with `key` and `value`. STS adds what came from elsewhere: `incomingTransitiveTags` of a chain, `principalTags` and `sAMLAssertionID` of a SAML login.',
      source: trailIam,
      state: 'held',
    },
    {
      id: 'L-02',
      title: 'Secrets stay out of records',
      rule: 'Passwords and secret keys are left out. Of temporary credentials the record keeps `accessKeyId`, `sessionToken` and `expiration`, written as `Jul 18, 2026, 4:07:39 PM`.',
      source: trailIam,
      state: 'held',
    },
    {
      id: 'L-03',
      title: 'Refused calls are recorded',
      rule: 'A denied call is recorded with `errorCode` `AccessDenied` and the whole text in `errorMessage`. A call whose credentials are not valid leaves no record, as far as is known.',
      source: trailRecord,
      state: 'held',
    },
    {
      id: 'L-04',
      title: 'One call, two accounts',
      rule: 'A role assumed across accounts leaves a record in both, with the same `sharedEventID`. In the role’s account `userIdentity` is of type `AWSAccount` and has only `principalId` and `accountId`.',
      source: trailIam,
      state: 'held',
    },
    {
      id: 'L-05',
      title: 'Resources of an AssumeRole record',
      rule: 'The record of `AssumeRole` lists the role under `resources` with type `AWS::IAM::Role`. A SAML login lists its provider too, as `AWS::IAM::SAMLProvider`.',
      source: trailIam,
      state: 'held',
    },
    {
      id: 'L-06',
      title: 'Fields of a record',
      rule: 'A record says who called (`userIdentity`), when (`eventTime`, in UTC), what (`eventSource`, `eventName`) and from where (`sourceIPAddress`, `userAgent`). It keeps `requestParameters`; `responseElements` is null where the call only reads (`readOnly`). IAM calls and global sign-ins are of region `us-east-1`.',
      source: trailRecord,
      state: 'held',
    },
    {
      id: 'L-07',
      title: 'userIdentity of each principal',
      rule: '`type` is `Root`, `IAMUser`, `AssumedRole`, `FederatedUser`, `SAMLUser`, `WebIdentityUser` or `AWSAccount`. An assumed role has the principal id `AROA…:session` and names its role in `sessionContext.sessionIssuer`; temporary credentials also say when they were issued and whether MFA was used.',
      source: trailIdentity,
      state: 'held',
    },
    {
      id: 'L-08',
      title: 'Records of console sign-ins',
      rule: 'A sign-in is a `ConsoleLogin` with `Success` or `Failure`, and says whether MFA was used. The name of an unknown user is hidden as `HIDDEN_DUE_TO_SECURITY_REASONS`. Changes of role are `SwitchRole` and `ExitRole`. Root stands in parameters of IAM calls as `AWS ROOT USER`.',
      source: trailSignIn,
      state: 'held',
    },
    {
      id: 'L-09',
      title: 'Who stands behind STS calls',
      rule: '`GetSessionToken` keeps the identity: later calls are of type `Root` or `IAMUser`. After `GetFederationToken` they are `FederatedUser`, after `AssumeRole` and its SAML and OIDC forms `AssumedRole`. The logins themselves are `SAMLUser` and `WebIdentityUser`, recorded in the role’s account alone.',
      source: trailIdentity,
      state: 'held',
    },
  ],
};
