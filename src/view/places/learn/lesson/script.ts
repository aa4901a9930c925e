/**
 * A lesson of 90 minutes over six scenarios of the gallery, for a teacher: what to say and show, what every
 * screen must read at the checkpoints, and what to ask. A test replays the checkpoints, so that the script
 * cannot promise what the page does not do.
 */

export interface Checkpoint {
  /** The id of the scenario's goal or pinned answer, and its text as the students see it. */
  readonly pin: string;
  readonly text: string;
  /** Numbers (from 1) of the guide's steps that are done by then. */
  readonly after: readonly number[];
  readonly reads: 'Yes' | 'No';
}

export interface LessonPart {
  readonly title: string;
  readonly minutes: number;
  /** Name of a scenario of the gallery. Absent when the part has none. */
  readonly scenario?: string;
  /** Ids of the levels that students play in this part, at the end of it. */
  readonly levels: readonly string[];
  readonly aim: string;
  readonly say: readonly string[];
  readonly show: readonly string[];
  readonly checkpoints: readonly Checkpoint[];
  readonly questions: readonly { readonly question: string; readonly answer: string }[];
}

export const lesson = {
  title: 'Who may do what, and why',
  text: 'A first lesson on AWS identity and access management, in 90 minutes. It needs a browser on every desk and no network.',
  before: [
    'Open the page once on your own computer. Without a network, copy the single file to every computer, or hand it out on a USB stick.',
    'Nobody needs an AWS account. Nothing here can cost money or break anything.',
    'In each part, students open the scenario under Learn and press “Keep a copy”. Then they follow the guide. “Do it for me” helps students who are lost.',
  ],
  parts: [
    {
      title: 'Arriving',
      minutes: 8,
      levels: ['first-policy'],
      aim: 'Everybody has the page open and has seen one answer.',
      say: [
        'AWS checks every single request: who asks, what they want to do, and with which resource.',
        'The answer is No unless something says Yes. In 90 minutes we learn what that something is.',
      ],
      show: ['The sentence at the top of Ask, and the large No under it.', 'The scenarios under Learn.'],
      checkpoints: [],
      questions: [
        {
          question: 'Why is No the better default?',
          answer:
            'You notice a missing permission the same day. You notice a missing prohibition only after an attack.',
        },
      ],
    },
    {
      title: 'Users, groups, roles, policies',
      minutes: 12,
      scenario: 'tutorial-account',
      levels: ['groups'],
      aim: 'Tell the four words apart and see that a new user can do nothing.',
      say: [
        'A user is a person or a program with credentials. A policy is a text that says what is allowed. A group hands its policies to its members.',
        'A role has policies too, but no permanent credentials. Somebody assumes it for a limited time. The web server here has a role.',
      ],
      show: [
        'Sam’s No and the reason: no policy allows anything for Sam.',
        'Adding Sam to Developers: one change, and Undo reverses it.',
        'The policy DeveloperStorage has two statements. Listing works on the account, and uploading works on objects.',
      ],
      checkpoints: [
        { pin: 'sam-lists', text: 'Sam, who is new, can list the buckets', after: [], reads: 'No' },
        { pin: 'sam-lists', text: 'Sam, who is new, can list the buckets', after: [2], reads: 'Yes' },
        { pin: 'server-deletes', text: 'The server deletes the report', after: [2], reads: 'No' },
      ],
      questions: [
        {
          question: 'Why not attach the policy to Sam directly?',
          answer:
            'It works, but every new person needs it again. People who leave the team keep it. A group is one place for all.',
        },
        {
          question: 'Where is the server’s password?',
          answer:
            'It has no password. The server gets temporary credentials of the role, and they expire by themselves.',
        },
      ],
    },
    {
      title: 'A deny wins',
      minutes: 12,
      scenario: 'deny-wins',
      levels: ['deny-wins'],
      aim: 'Explicit deny beats every Allow; order and width do not matter.',
      say: [
        'AWS collects every statement that matches the request. If one of them is a Deny, the answer is No. Only then does AWS look for an Allow.',
      ],
      show: [
        'The deciding statement, KeepTheTrail, marked in its policy.',
        'A second, exact Allow for Vera: nothing changes.',
        'Detaching ProtectAudit: now the answer is Yes.',
      ],
      checkpoints: [
        {
          pin: 'vera-deletes-audit',
          text: 'Vera can delete the old log of February',
          after: [],
          reads: 'No',
        },
        {
          pin: 'omar-deletes-backup',
          text: 'Omar, who has no policy, must not delete a backup',
          after: [],
          reads: 'No',
        },
        {
          pin: 'vera-deletes-audit',
          text: 'Vera can delete the old log of February',
          after: [3],
          reads: 'Yes',
        },
      ],
      questions: [
        {
          question: 'Vera and Omar are both refused. What is the difference?',
          answer:
            'Vera’s No is explicit: a statement denies. Omar’s is implicit: nothing allows. An Allow would help Omar and not Vera.',
        },
        {
          question: 'Is the audit trail safe now?',
          answer:
            'Only from accidents. Vera may also detach the policy, as we just did. Real protection must be outside her account.',
        },
      ],
    },
    {
      title: 'Another company comes in',
      minutes: 13,
      scenario: 'external-id',
      levels: ['external-id'],
      aim: 'Both accounts must allow; the external ID answers “on whose behalf?”.',
      say: [
        'Our role trusts the vendor’s account. That alone is not enough: the vendor must also allow one of its own users.',
        'The vendor has many customers and one set of credentials. The external ID says for which customer it is acting right now.',
      ],
      show: [
        'The question for us, and for another customer: Yes both times.',
        'The trust policy of CostAuditor, which has no condition.',
        'Adding the condition: the request made for another customer is refused.',
      ],
      checkpoints: [
        { pin: 'with-our-id', text: 'The vendor can act for us', after: [], reads: 'Yes' },
        {
          pin: 'with-other-id',
          text: 'The vendor must not act for another customer',
          after: [],
          reads: 'Yes',
        },
        {
          pin: 'with-other-id',
          text: 'The vendor must not act for another customer',
          after: [3],
          reads: 'No',
        },
        { pin: 'with-our-id', text: 'The vendor can act for us', after: [3], reads: 'Yes' },
      ],
      questions: [
        {
          question: 'Is the external ID a password?',
          answer:
            'No. The vendor knows it, and it stands readable in our trust policy. It only ties a request to one customer.',
        },
        {
          question: 'Who is the deputy, and who confuses it?',
          answer:
            'The vendor is the deputy. Another customer confuses it by entering our role’s ARN as their own.',
        },
      ],
    },
    {
      title: 'Handing out the right to make roles',
      minutes: 15,
      scenario: 'boundary-delegation',
      levels: ['boundary'],
      aim: 'A boundary is a limit and grants nothing. Everybody who creates roles must keep it on.',
      say: [
        'Developers need roles for their functions. If Ravi may create any role, Ravi can become an administrator.',
        'A permissions boundary is a limit. Both the policy and the boundary must allow an action.',
      ],
      show: [
        'The role’s policy allows everything, and the answer is still No: the boundary decides.',
        'Ravi’s three statements: only with the boundary, never off, never changed.',
        'A new version of AppBoundary with one more action.',
      ],
      checkpoints: [
        {
          pin: 'role-creates-user',
          text: 'The role must not create a user',
          after: [],
          reads: 'No',
        },
        { pin: 'role-queues', text: 'The role can send a message to its queue', after: [2], reads: 'Yes' },
        {
          pin: 'role-creates-user',
          text: 'The role must not create a user',
          after: [2],
          reads: 'No',
        },
        {
          pin: 'ravi-creates-free',
          text: 'Ravi must not create a role without the boundary',
          after: [2],
          reads: 'No',
        },
      ],
      questions: [
        {
          question: 'What may a role do that has the boundary and no policy?',
          answer: 'Nothing. The boundary allows nothing by itself.',
        },
        {
          question: 'Why may Ravi not change AppBoundary?',
          answer: 'Then Ravi could change the limit, and it would no longer be a limit.',
        },
      ],
    },
    {
      title: 'A pipeline without a key',
      minutes: 11,
      scenario: 'pipeline-oidc',
      levels: ['pipeline'],
      aim: 'A token says who the build is. The trust policy says which builds can assume the role.',
      say: [
        'A key in a pipeline appears in a log sooner or later. Instead, the build shows a signed token, and AWS gives it credentials for one hour.',
        'The service signs tokens for everybody who builds there. Our trust policy must name the repository and the branch.',
      ],
      show: [
        'The pull request that may deploy, and the pattern that allows it.',
        'StringEquals on the branch: pull requests are out, main still works.',
      ],
      checkpoints: [
        {
          pin: 'pull-request-deploys',
          text: 'A build of a pull request must not deploy',
          after: [],
          reads: 'Yes',
        },
        {
          pin: 'pull-request-deploys',
          text: 'A build of a pull request must not deploy',
          after: [2],
          reads: 'No',
        },
        { pin: 'main-deploys', text: 'A build of main can deploy', after: [2], reads: 'Yes' },
      ],
      questions: [
        {
          question: 'Who can open a pull request?',
          answer: 'In a public repository: anybody. Its build runs their code.',
        },
      ],
    },
    {
      title: 'Clean up a real account',
      minutes: 14,
      scenario: 'messy-account',
      levels: ['messy-account'],
      aim: 'Use everything: find what is dangerous, fix it, and keep the company working.',
      say: [
        'Work in pairs for ten minutes. Find the most dangerous things and fix them. Rosa and the billing robot must still be able to read bookings.',
      ],
      show: [
        'The security recommendations in Identities → Access reports, and the questions “who can do this?” in Ask.',
        'At the end, collect on the board what the pairs found, and what to fix first.',
      ],
      checkpoints: [
        {
          pin: 'temp-fix-climbs',
          text: 'The user of the outage must not give itself a policy',
          after: [2],
          reads: 'No',
        },
        {
          pin: 'stranger-reports',
          text: 'A stranger must not assume the report role',
          after: [2, 3],
          reads: 'No',
        },
        {
          pin: 'support-reads',
          text: 'Rosa of support can still read a booking',
          after: [2, 3, 4, 5],
          reads: 'Yes',
        },
        {
          pin: 'billing-robot',
          text: 'The billing robot can still read a booking',
          after: [2, 3, 4, 5],
          reads: 'Yes',
        },
      ],
      questions: [
        {
          question: 'What is the most dangerous thing in it?',
          answer:
            'The user temp-fix. Its active key may change IAM itself, and somebody created it at night, ten days ago. The role that trusts everybody comes next.',
        },
        {
          question: 'Why is NotAction with Allow a trap?',
          answer:
            'It also allows every new action that AWS adds later. The author thought only of what to forbid.',
        },
      ],
    },
    {
      title: 'Closing',
      minutes: 5,
      levels: [],
      aim: 'One sentence each.',
      say: [
        'The default is No. A Deny wins. A boundary limits and grants nothing. Across accounts, both must allow. Temporary credentials are better than stored keys.',
        'The copies stay in this browser. With a link under Share, a student can open one at home.',
      ],
      show: ['Share: the link, the QR code, the file.'],
      checkpoints: [],
      questions: [],
    },
  ],
} as const satisfies {
  readonly title: string;
  readonly text: string;
  readonly before: readonly string[];
  readonly parts: readonly LessonPart[];
};

export const lessonParts: readonly LessonPart[] = lesson.parts;

/** Ids of the levels of the whole lesson, in its order: a class can begin with them. */
export const lessonLevels: readonly string[] = lessonParts.flatMap(({ levels }) => levels);
