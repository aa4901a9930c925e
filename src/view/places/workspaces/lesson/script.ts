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
    'Open the page once on your own machine. Without a network, copy the single file to every machine or hand it out on a stick.',
    'Nobody needs an AWS account, and nothing that is done here can cost anything or break anything.',
    'In each part students open the scenario under Workspaces, press “Keep a copy”, and follow the guide beside the page. “Do it for me” brings back whoever is lost.',
  ],
  parts: [
    {
      title: 'Arriving',
      minutes: 5,
      aim: 'Everybody has the page open and has seen one answer.',
      say: [
        'AWS is a large machine hall. Every single request to it is checked: who asks, to do what, with which thing.',
        'The answer is No unless something says Yes. We will spend 90 minutes on what that something is.',
      ],
      show: ['The sentence at the top of Ask, and the large No under it.', 'The gallery under Workspaces.'],
      checkpoints: [],
      questions: [
        {
          question: 'Why is No the better default?',
          answer:
            'What somebody forgot to allow is noticed the same day. What somebody forgot to forbid is noticed after the break-in.',
        },
      ],
    },
    {
      title: 'Users, groups, roles, policies',
      minutes: 12,
      scenario: 'tutorial-account',
      aim: 'Tell the four words apart and see that a new user may do nothing.',
      say: [
        'A user is a person or a program with credentials. A policy is a text that says what is allowed. A group hands its policies to its members.',
        'A role has policies as well, but nobody’s credentials: one takes it for a while. The web server here has one.',
      ],
      show: [
        'Sam’s No and the reason: no policy speaks of Sam.',
        'Adding Sam to Developers: one change, and Undo takes it back.',
        'The policy DeveloperStorage: two statements, because listing concerns the account and uploading concerns objects.',
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
            'It works, but the next person needs it again, and who leaves keeps it until somebody looks. A group is one place.',
        },
        {
          question: 'Where is the server’s password?',
          answer:
            'It has none. The machine gets temporary credentials for the role, and they expire by themselves.',
        },
      ],
    },
    {
      title: 'A deny wins',
      minutes: 13,
      scenario: 'deny-wins',
      aim: 'Explicit deny beats every Allow; order and width do not matter.',
      say: [
        'AWS collects every statement that fits the request. One Deny among them, and the answer is No. Only then does it look for an Allow.',
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
            'From accidents. Vera may also detach the policy, as we just did. A wall has to stand outside of her account.',
        },
      ],
    },
    {
      title: 'Another company comes in',
      minutes: 15,
      scenario: 'external-id',
      aim: 'Both accounts must allow; the external ID answers “on whose behalf?”.',
      say: [
        'Our role trusts the vendor’s account. That alone lets nobody in: the vendor must also let one of its people out.',
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
      aim: 'A boundary caps; it grants nothing; delegation must keep it on.',
      say: [
        'Developers need roles for their functions. If Ravi may make any role, Ravi is an administrator by tomorrow.',
        'A permissions boundary is a lid: what counts is what both the policy and the boundary allow.',
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
          answer: 'Because then Ravi sets the height of the lid, and it is none.',
        },
      ],
    },
    {
      title: 'A pipeline without a key',
      minutes: 12,
      scenario: 'pipeline-oidc',
      aim: 'A token says who the build is; the trust policy says which builds count.',
      say: [
        'A key in a pipeline is a key in a log, sooner or later. Instead the build shows a signed token, and AWS gives it an hour.',
        'The token is signed for everybody who builds on that service. Our trust policy has to name the repository and the branch.',
      ],
      show: [
        'The pull request that may deploy, and the pattern that lets it.',
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
      minutes: 15,
      scenario: 'messy-account',
      aim: 'Use all of it: find what is dangerous, mend it, keep the company working.',
      say: [
        'In pairs, ten minutes. Find what worries you most and mend it. Rosa must still be able to read bookings, and so must the billing robot.',
      ],
      show: [
        'The security recommendations in Settings, and the questions “who can do this?” in Ask.',
        'At the end: collect on the board what was found, and in which order one would mend it.',
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
            'temp-fix: an active key that may change IAM itself, made at night, ten days old. The trust in everybody comes next.',
        },
        {
          question: 'Why is NotAction with Allow a trap?',
          answer:
            'It allows whatever AWS invents tomorrow. Whoever wrote it thought of what is not allowed, not of what is.',
        },
      ],
    },
    {
      title: 'Closing',
      minutes: 3,
      aim: 'One sentence each.',
      say: [
        'No by default. A Deny wins. A lid caps and gives nothing. Two accounts, two keys to the door. Temporary is better than stored.',
        'The copies stay in this browser. A link under Share carries one of them home.',
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
