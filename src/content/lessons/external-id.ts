/** Roles across accounts, and the confused deputy. */

import type { LessonPart } from './part.ts';

export const externalId: LessonPart = {
  title: 'Another company comes in',
  minutes: 13,
  scenario: 'external-id',
  levels: ['external-id'],
  sheet: {
    situation: [
      'Another company checks the bills of Acme with the role `CostAuditor`.',
      'It works for many customers, and each customer has an external ID.',
    ],
    look: {
      question: 'Open the trust policy of `CostAuditor`. Does it say for which customer?',
      answer: 'No. It names the account `510051005100` of the vendor, and it has no condition.',
    },
  },
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
      text: 'The vendor can act for another customer',
      after: [],
      reads: 'Yes',
    },
    {
      pin: 'with-other-id',
      text: 'The vendor can act for another customer',
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
};
