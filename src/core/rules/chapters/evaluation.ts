import type { Chapter } from '../rule.ts';
import { evaluationLogic } from '../sources.ts';

/** How the policies of one request become one answer, inside an account and across two. */
export const evaluation: Chapter = {
  id: 'evaluation',
  title: 'How AWS decides',
  about: 'All policies that count for a request, and the order in which they make one answer.',
  rules: [
    {
      id: 'E-05',
      title: 'No identity policy allows it',
      rule: 'What no policy allows is denied: AWS needs no Deny for that. The policies of a user are its own, those of its groups, and inline ones.',
      source: evaluationLogic,
      state: 'held',
      example: {
        asks: 'May Bob read the file? No policy is attached to him.',
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::reports/2026.csv',
        expected: 'denied',
      },
    },
  ],
};
