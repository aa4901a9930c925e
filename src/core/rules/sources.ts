import type { Source } from './rule.ts';

/**
 * Where the rules come from: the pages of AWS that say them, and what stands in for a page where there is
 * none. A page is named once here; rules share it.
 */
const iamGuide = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
const iamApi = 'https://docs.aws.amazon.com/IAM/latest/APIReference/';
const stsApi = 'https://docs.aws.amazon.com/STS/latest/APIReference/';
const organizationsGuide = 'https://docs.aws.amazon.com/organizations/latest/userguide/';

const page = (title: string, url: string): Source => ({ title, url });

/** Seen in answers of AWS, recorded or published; AWS's documentation does not say it. */
export const observed: Source = { title: 'Seen in recorded answers of AWS, not in its documentation' };
/** As emulators do it whose makers compared them with AWS. */
export const emulators: Source = { title: 'As emulators do it that were compared with AWS' };
/** AWS does not define it. */
export const ourChoice: Source = { title: 'AWS does not define this; our choice' };
/** Common knowledge that no page at hand confirms. */
export const unconfirmed: Source = { title: 'Commonly known; no page of AWS was found for it' };

export const evaluationLogic = page(
  'Policy evaluation logic',
  `${iamGuide}reference_policies_evaluation-logic.html`,
);
export const policyGrammar = page(
  'Grammar of the JSON policy language',
  `${iamGuide}reference_policies_grammar.html`,
);
export const policyElements = page(
  'JSON policy element reference',
  `${iamGuide}reference_policies_elements.html`,
);
export const iamQuotas = page('IAM and AWS STS quotas', `${iamGuide}reference_iam-quotas.html`);
export const iamErrors = page('Common errors of the IAM API', `${iamApi}CommonErrors.html`);
export const assumeRoleApi = page('AssumeRole', `${stsApi}API_AssumeRole.html`);
export const controlPolicies = page(
  'Service control policies',
  `${organizationsGuide}orgs_manage_policies_scps.html`,
);

// Policies: types, documents, resources and principals, saving, condition keys
const elementPage = (name: string, file: string): Source =>
  page(`JSON policy elements: ${name}`, `${iamGuide}reference_policies_elements_${file}.html`);

export const policiesAndPermissions = page(
  'Policies and permissions in IAM',
  `${iamGuide}access_policies.html`,
);
export const managedAndInline = page(
  'Managed policies and inline policies',
  `${iamGuide}access_policies_managed-vs-inline.html`,
);
export const boundaries = page(
  'Permissions boundaries for IAM entities',
  `${iamGuide}access_policies_boundaries.html`,
);
export const roleTerms = page('Roles terms and concepts', `${iamGuide}id_roles_terms-and-concepts.html`);
export const scpSyntax = page('SCP syntax', `${organizationsGuide}orgs_manage_policies_scps_syntax.html`);
export const rcpSyntax = page('RCP syntax', `${organizationsGuide}orgs_manage_policies_rcps_syntax.html`);
export const organizationQuotas = page(
  'Quotas and service limits for AWS Organizations',
  `${organizationsGuide}orgs_reference_limits.html`,
);
export const endpointPolicies = page(
  'Control access to VPC endpoints using endpoint policies',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
);
export const versionElement = elementPage('Version', 'version');
export const idElement = elementPage('Id', 'id');
export const sidElement = elementPage('Sid', 'sid');
export const effectElement = elementPage('Effect', 'effect');
export const principalElement = elementPage('Principal', 'principal');
export const notPrincipalElement = elementPage('NotPrincipal', 'notprincipal');
export const actionElement = elementPage('Action', 'action');
export const notActionElement = elementPage('NotAction', 'notaction');
export const resourceElement = elementPage('Resource', 'resource');
export const notResourceElement = elementPage('NotResource', 'notresource');
export const policyVariables = page(
  'IAM policy elements: variables and tags',
  `${iamGuide}reference_policies_variables.html`,
);
export const iamIdentifiers = page('IAM identifiers', `${iamGuide}reference_identifiers.html`);
export const createPolicyApi = page('CreatePolicy', `${iamApi}API_CreatePolicy.html`);
export const sharedOidcProviders = page(
  'Identity-provider controls for shared OIDC providers',
  `${iamGuide}id_roles_providers_oidc_secure-by-default.html`,
);
export const serviceRoles = page(
  'Create a role to delegate permissions to an AWS service',
  `${iamGuide}id_roles_create_for-service.html`,
);
export const policyChecks = page(
  'IAM Access Analyzer policy check reference',
  `${iamGuide}access-analyzer-reference-policy-checks.html`,
);
export const globalConditionKeys = page(
  'AWS global condition context keys',
  `${iamGuide}reference_policies_condition-keys.html`,
);
export const iamConditionKeys = page(
  'IAM and AWS STS condition context keys',
  `${iamGuide}reference_policies_iam-condition-keys.html`,
);
export const sessionTags = page('Pass session tags in AWS STS', `${iamGuide}id_session-tags.html`);

// Conditions: logic, operators, values, variables.
export const conditionElement = page(
  'IAM JSON policy elements: Condition',
  `${iamGuide}reference_policies_elements_condition.html`,
);
export const conditionOperators = page(
  'IAM JSON policy elements: Condition operators',
  `${iamGuide}reference_policies_elements_condition_operators.html`,
);
export const conditionLogic = page(
  'Conditions with multiple context keys or values',
  `${iamGuide}reference_policies_condition-logic-multiple-context-keys-or-values.html`,
);
export const multivaluedKeys = page(
  'Single-valued vs. multivalued context keys',
  `${iamGuide}reference_policies_condition-single-vs-multi-valued-context-keys.html`,
);
// How AWS decides, special cases, refusals.
export const enforcementLogic = page(
  'How AWS enforcement code logic evaluates requests to allow or deny access',
  `${iamGuide}reference_policies_evaluation-logic_policy-eval-denyallow.html`,
);
export const singleAccountEvaluation = page(
  'Policy evaluation for requests within a single account',
  `${iamGuide}reference_policies_evaluation-logic_policy-eval-basics.html`,
);
export const crossAccountEvaluation = page(
  'Cross-account policy evaluation logic',
  `${iamGuide}reference_policies_evaluation-logic-cross-account.html`,
);
export const resourceControlPolicies = page(
  'Resource control policies',
  `${organizationsGuide}orgs_manage_policies_rcps.html`,
);
export const keyPolicies = page(
  'Key policies in AWS KMS',
  'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html',
);
export const serviceLinkedRoles = page(
  'Create a service-linked role',
  `${iamGuide}id_roles_create-service-linked-role.html`,
);
export const rootUser = page('AWS account root user', `${iamGuide}id_root-user.html`);
export const passRole = page(
  'Grant a user permissions to pass a role to an AWS service',
  `${iamGuide}id_roles_use_passrole.html`,
);
export const userGroups = page('IAM user groups', `${iamGuide}id_groups.html`);
export const revokeSessions = page(
  'Revoke IAM role temporary security credentials',
  `${iamGuide}id_roles_use_revoke-sessions.html`,
);
export const eventualConsistency = page(
  'Changes that I make are not always immediately visible',
  `${iamGuide}troubleshoot_general.html#troubleshoot_general_eventual-consistency`,
);
export const getCallerIdentityApi = page('GetCallerIdentity', `${stsApi}API_GetCallerIdentity.html`);
export const accessDeniedMessages = page(
  'Troubleshoot access denied error messages',
  `${iamGuide}troubleshoot_access-denied.html`,
);
export const ec2Errors = page(
  'Error codes for the Amazon EC2 API',
  'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
);

// Entities and quotas, passwords, MFA, STS, checks of the AssumeRole calls, sign-in
const signinGuide = 'https://docs.aws.amazon.com/signin/latest/userguide/';
export const createUserApi = page('CreateUser', `${iamApi}API_CreateUser.html`);
export const updateUserApi = page('UpdateUser', `${iamApi}API_UpdateUser.html`);
export const deleteUserApi = page('DeleteUser', `${iamApi}API_DeleteUser.html`);
export const listUsersApi = page('ListUsers', `${iamApi}API_ListUsers.html`);
export const userApi = page('User', `${iamApi}API_User.html`);
export const accountAliasApi = page('CreateAccountAlias', `${iamApi}API_CreateAccountAlias.html`);
export const createAccessKeyApi = page('CreateAccessKey', `${iamApi}API_CreateAccessKey.html`);
export const accessKeyGuide = page(
  'Manage access keys for IAM users',
  `${iamGuide}id_credentials_access-keys.html`,
);
export const accessKeyLastUsedApi = page('GetAccessKeyLastUsed', `${iamApi}API_GetAccessKeyLastUsed.html`);
export const loginProfileApi = page('CreateLoginProfile', `${iamApi}API_CreateLoginProfile.html`);
export const policyVersioning = page(
  'Versioning IAM policies',
  `${iamGuide}access_policies_managed-versioning.html`,
);
export const attachUserPolicyApi = page('AttachUserPolicy', `${iamApi}API_AttachUserPolicy.html`);
export const updateRoleApi = page('UpdateRole', `${iamApi}API_UpdateRole.html`);
export const instanceProfileGuide = page(
  'Use instance profiles',
  `${iamGuide}id_roles_use_switch-role-ec2_instance-profiles.html`,
);
export const permissionSetRoles = page(
  'Referencing permission sets in resource policies',
  'https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html',
);
export const iamTags = page(
  'Tags for AWS Identity and Access Management resources',
  `${iamGuide}id_tags.html`,
);
export const serviceCredentialApi = page(
  'CreateServiceSpecificCredential',
  `${iamApi}API_CreateServiceSpecificCredential.html`,
);
export const signingCertificateApi = page(
  'UploadSigningCertificate',
  `${iamApi}API_UploadSigningCertificate.html`,
);
export const oidcProviderGuide = page(
  'Create an OpenID Connect identity provider in IAM',
  `${iamGuide}id_roles_providers_create_oidc.html`,
);
export const samlProviderGuide = page(
  'Create a SAML identity provider in IAM',
  `${iamGuide}id_roles_providers_create_saml.html`,
);
export const centralRootAccess = page(
  'Centralize root access for member accounts',
  `${iamGuide}id_root-enable-root-access.html`,
);
export const billingAccess = page(
  'Overview of managing access permissions to billing',
  'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/control-access-billing.html',
);
export const passwordPolicyGuide = page(
  'Set an account password policy for IAM users',
  `${iamGuide}id_credentials_passwords_account-policy.html`,
);
export const updatePasswordPolicyApi = page(
  'UpdateAccountPasswordPolicy',
  `${iamApi}API_UpdateAccountPasswordPolicy.html`,
);
export const changePasswordApi = page('ChangePassword', `${iamApi}API_ChangePassword.html`);
export const cisControls = page(
  'Security Hub controls for IAM',
  'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html',
);
export const mfaGuide = page('AWS multi-factor authentication in IAM', `${iamGuide}id_credentials_mfa.html`);
export const virtualMfaApi = page('CreateVirtualMFADevice', `${iamApi}API_CreateVirtualMFADevice.html`);
export const enableMfaApi = page('EnableMFADevice', `${iamApi}API_EnableMFADevice.html`);
export const resyncMfaApi = page('ResyncMFADevice', `${iamApi}API_ResyncMFADevice.html`);
export const deactivateMfaApi = page('DeactivateMFADevice', `${iamApi}API_DeactivateMFADevice.html`);
export const mfaApiAccess = page(
  'Secure API access with MFA',
  `${iamGuide}id_credentials_mfa_configure-api-access.html`,
);
export const selfManagedMfa = page(
  'Policy example: users manage their own credentials, with MFA',
  `${iamGuide}reference_policies_examples_aws_my-sec-creds-self-manage.html`,
);
export const temporaryCredentials = page(
  'Compare AWS STS credentials',
  `${iamGuide}id_credentials_sts-comparison.html`,
);
export const iamRoles = page('IAM roles', `${iamGuide}id_roles.html`);
export const getSessionTokenApi = page('GetSessionToken', `${stsApi}API_GetSessionToken.html`);
export const getFederationTokenApi = page('GetFederationToken', `${stsApi}API_GetFederationToken.html`);
export const samlLoginApi = page('AssumeRoleWithSAML', `${stsApi}API_AssumeRoleWithSAML.html`);
export const webIdentityApi = page(
  'AssumeRoleWithWebIdentity',
  `${stsApi}API_AssumeRoleWithWebIdentity.html`,
);
export const assumeRootApi = page('AssumeRoot', `${stsApi}API_AssumeRoot.html`);
export const stsErrors = page('Common errors of the STS API', `${stsApi}CommonErrors.html`);
export const sourceIdentityGuide = page(
  'Monitor and control actions taken with assumed roles',
  `${iamGuide}id_credentials_temp_control-access_monitor.html`,
);
export const roleTroubles = page('Troubleshoot IAM roles', `${iamGuide}troubleshoot_roles.html`);
export const samlTroubles = page(
  'Troubleshoot SAML federation with IAM',
  `${iamGuide}troubleshoot_saml.html`,
);
export const samlAssertions = page(
  'Configure SAML assertions for the authentication response',
  `${iamGuide}id_roles_providers_create_saml_assertions.html`,
);
export const oidcFederation = page('OIDC federation', `${iamGuide}id_roles_providers_oidc.html`);
export const signinOverview = page('What is AWS Sign-In?', `${signinGuide}what-is-sign-in.html`);
export const userSignIn = page('How IAM users sign in to AWS', `${iamGuide}id_users_sign-in.html`);
export const consoleSwitchRole = page(
  'Switch from a user to an IAM role (console)',
  `${iamGuide}id_roles_use_switch-role-console.html`,
);
export const consoleSaml = page(
  'Enable SAML federated principals to access the console',
  `${iamGuide}id_roles_providers_enable-console-saml.html`,
);
export const federationEndpoint = page(
  'Enable custom identity broker access to the console',
  `${iamGuide}id_roles_providers_enable-console-custom-url.html`,
);

// Worked cases, attacks, what recordings show, AWS since 2025, CloudTrail, reports and analysis
const cloudTrailGuide = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/';
const s3Guide = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/';
const kmsGuide = 'https://docs.aws.amazon.com/kms/latest/developerguide/';
export const kmsKeyPolicies = page('Key policies in AWS KMS', `${kmsGuide}key-policies.html`);
export const kmsGrants = page('Grants in AWS KMS', `${kmsGuide}grants.html`);
export const federationTokenPermissions = page(
  'Permissions for GetFederationToken',
  `${iamGuide}id_credentials_temp_control-access_getfederationtoken.html`,
);
export const scopedCredentialsApi = page('GetScopedCredentials', `${stsApi}API_GetScopedCredentials.html`);
export const createPolicyVersionApi = page('CreatePolicyVersion', `${iamApi}API_CreatePolicyVersion.html`);
export const setDefaultPolicyVersionApi = page(
  'SetDefaultPolicyVersion',
  `${iamApi}API_SetDefaultPolicyVersion.html`,
);
export const deletePolicyApi = page('DeletePolicy', `${iamApi}API_DeletePolicy.html`);
export const confusedDeputy = page('The confused deputy problem', `${iamGuide}confused-deputy.html`);
export const iamActions = page(
  'Actions, resources, and condition keys for AWS Identity and Access Management',
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
);
export const lambdaActions = page(
  'Actions, resources, and condition keys for AWS Lambda',
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html',
);
export const attributeAccess = page(
  'Define permissions based on attributes with ABAC authorization',
  `${iamGuide}introduction_attribute-based-access-control.html`,
);
export const disableTemporaryCredentials = page(
  'Disable permissions for temporary security credentials',
  `${iamGuide}id_credentials_temp_control-access_disable-perms.html`,
);
export const rootBestPractices = page(
  'Root user best practices for your AWS account',
  `${iamGuide}root-user-best-practices.html`,
);
export const outboundFederationApi = page(
  'EnableOutboundWebIdentityFederation',
  `${iamApi}API_EnableOutboundWebIdentityFederation.html`,
);
export const delegationRequestApi = page(
  'CreateDelegationRequest',
  `${iamApi}API_CreateDelegationRequest.html`,
);
export const cliLogin = page(
  'Login for AWS local development using console credentials',
  'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html',
);
export const blockPublicAccess = page(
  'Blocking public access to your Amazon S3 storage',
  `${s3Guide}access-control-block-public-access.html`,
);
export const passkeys = page(
  'Assign a passkey or security key in the AWS Management Console',
  `${iamGuide}id_credentials_mfa_enable_fido.html`,
);
export const organizationPolicies = page(
  'Managing organization policies with AWS Organizations',
  `${organizationsGuide}orgs_manage_policies.html`,
);
export const organizationAccountApi = page(
  'Account',
  'https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html',
);
export const trailRecord = page(
  'CloudTrail record contents',
  `${cloudTrailGuide}cloudtrail-event-reference-record-contents.html`,
);
export const trailIdentity = page(
  'CloudTrail userIdentity element',
  `${cloudTrailGuide}cloudtrail-event-reference-user-identity.html`,
);
export const trailSignIn = page(
  'AWS Management Console sign-in events',
  `${cloudTrailGuide}cloudtrail-event-reference-aws-console-sign-in-events.html`,
);
export const trailIam = page(
  'Logging IAM and AWS STS API calls with AWS CloudTrail',
  `${iamGuide}cloudtrail-integration.html`,
);
export const credentialReport = page(
  'Generate credential reports for your AWS account',
  `${iamGuide}id_credentials_getting-report.html`,
);
export const generateReportApi = page(
  'GenerateCredentialReport',
  `${iamApi}API_GenerateCredentialReport.html`,
);
export const authorizationDetailsApi = page(
  'GetAccountAuthorizationDetails',
  `${iamApi}API_GetAccountAuthorizationDetails.html`,
);
export const boundaryApi = page(
  'AttachedPermissionsBoundary',
  `${iamApi}API_AttachedPermissionsBoundary.html`,
);
export const accountSummaryApi = page('GetAccountSummary', `${iamApi}API_GetAccountSummary.html`);
export const simulatorApi = page('SimulateCustomPolicy', `${iamApi}API_SimulateCustomPolicy.html`);
export const contextKeysApi = page(
  'GetContextKeysForCustomPolicy',
  `${iamApi}API_GetContextKeysForCustomPolicy.html`,
);
export const lastAccessed = page(
  'Refine permissions in AWS using last accessed information',
  `${iamGuide}access_policies_last-accessed.html`,
);
