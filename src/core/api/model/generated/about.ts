// Made by `npm run reference`; do not edit.
export const modelAbout = {
  date: '2026-11-28',
  sources: [
    '@aws-sdk/client-iam 3.1169.0',
    '@aws-sdk/client-sts 3.1177.0',
    '@aws-sdk/client-organizations 3.1175.0',
  ],
  operations: 255,
} as const;
