/** Sources of the rules: pages of AWS, or what stands in when there is no page. Each is named once here. */

import type { RuleSource } from '../../core/rules/rule.ts';

const docs = 'https://docs.aws.amazon.com/';

const page = (title: string, path: string): RuleSource => ({ title, url: docs + path });
const iamPage = (title: string, name: string): RuleSource => page(title, `IAM/latest/UserGuide/${name}.html`);
const elementPage = (element: string): RuleSource =>
  iamPage(`JSON policy elements: ${element}`, `reference_policies_elements_${element.toLowerCase()}`);
const iamCall = (name: string): RuleSource => page(name, `IAM/latest/APIReference/API_${name}.html`);
const stsCall = (name: string): RuleSource => page(name, `STS/latest/APIReference/API_${name}.html`);
const organizationsPage = (title: string, name: string): RuleSource =>
  page(title, `organizations/latest/userguide/${name}.html`);
const trailPage = (title: string, name: string): RuleSource =>
  page(title, `awscloudtrail/latest/userguide/cloudtrail-event-reference-${name}.html`);

/** Seen in answers of AWS, recorded or published; AWS's documentation does not say it. */
export const observed: RuleSource = { title: 'Seen in recorded answers of AWS, not in its documentation' };
/** Known from emulators whose makers compared them with AWS. */
export const emulators: RuleSource = { title: 'From emulators that were compared with AWS' };
/** AWS does not define it. */
export const ourChoice: RuleSource = { title: 'AWS does not define this; our choice' };
/** Common knowledge that no page at hand confirms. */
export const unconfirmed: RuleSource = { title: 'Commonly known; no page of AWS was found for it' };

// Policies: types, documents, elements
export const policiesAndPermissions = iamPage('Policies and permissions in IAM', 'access_policies');
export const managedAndInline = iamPage(
  'Managed policies and inline policies',
  'access_policies_managed-vs-inline',
);
export const policyVersioning = iamPage('Versioning IAM policies', 'access_policies_managed-versioning');
export const boundaries = iamPage('Permissions boundaries for IAM entities', 'access_policies_boundaries');
export const controlPolicies = organizationsPage('Service control policies', 'orgs_manage_policies_scps');
export const scpSyntax = organizationsPage('SCP syntax', 'orgs_manage_policies_scps_syntax');
export const resourceControlPolicies = organizationsPage(
  'Resource control policies',
  'orgs_manage_policies_rcps',
);
export const rcpSyntax = organizationsPage('RCP syntax', 'orgs_manage_policies_rcps_syntax');
export const organizationPolicies = organizationsPage(
  'Managing organization policies with AWS Organizations',
  'orgs_manage_policies',
);
export const organizationQuotas = organizationsPage(
  'Quotas and service limits for AWS Organizations',
  'orgs_reference_limits',
);
export const endpointPolicies = page(
  'Control access to VPC endpoints using endpoint policies',
  'vpc/latest/privatelink/vpc-endpoints-access.html',
);
export const blockPublicAccess = page(
  'Blocking public access to your Amazon S3 storage',
  'AmazonS3/latest/userguide/access-control-block-public-access.html',
);
export const policyGrammar = iamPage('Grammar of the JSON policy language', 'reference_policies_grammar');
export const versionElement = elementPage('Version');
export const idElement = elementPage('Id');
export const sidElement = elementPage('Sid');
export const effectElement = elementPage('Effect');
export const principalElement = elementPage('Principal');
export const notPrincipalElement = elementPage('NotPrincipal');
export const actionElement = elementPage('Action');
export const notActionElement = elementPage('NotAction');
export const resourceElement = elementPage('Resource');
export const notResourceElement = elementPage('NotResource');
export const policyVariables = iamPage(
  'JSON policy elements: variables and tags',
  'reference_policies_variables',
);
export const policyChecksPage = iamPage(
  'IAM Access Analyzer policy check reference',
  'access-analyzer-reference-policy-checks',
);
export const createPolicyApi = iamCall('CreatePolicy');
export const createPolicyVersionApi = iamCall('CreatePolicyVersion');
export const setDefaultPolicyVersionApi = iamCall('SetDefaultPolicyVersion');
export const deletePolicyApi = iamCall('DeletePolicy');
export const attachUserPolicyApi = iamCall('AttachUserPolicy');

// Conditions and their keys
export const conditionElement = elementPage('Condition');
export const conditionOperatorsPage = iamPage(
  'JSON policy elements: condition operators',
  'reference_policies_elements_condition_operators',
);
export const conditionLogic = iamPage(
  'Conditions with multiple context keys or values',
  'reference_policies_condition-logic-multiple-context-keys-or-values',
);
export const multivaluedKeys = iamPage(
  'Single-valued vs. multivalued context keys',
  'reference_policies_condition-single-vs-multi-valued-context-keys',
);
export const globalConditionKeys = iamPage(
  'AWS global condition context keys',
  'reference_policies_condition-keys',
);
export const iamConditionKeys = iamPage(
  'IAM and AWS STS condition context keys',
  'reference_policies_iam-condition-keys',
);
export const attributeAccess = iamPage(
  'Define permissions based on attributes with ABAC authorization',
  'introduction_attribute-based-access-control',
);
export const iamActions = page(
  'Actions, resources, and condition keys for AWS Identity and Access Management',
  'service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
);
export const lambdaActions = page(
  'Actions, resources, and condition keys for AWS Lambda',
  'service-authorization/latest/reference/list_awslambda.html',
);

// Evaluation
export const evaluationLogic = iamPage('Policy evaluation logic', 'reference_policies_evaluation-logic');
export const enforcementLogic = iamPage(
  'How AWS enforcement code logic evaluates requests to allow or deny access',
  'reference_policies_evaluation-logic_policy-eval-denyallow',
);
export const singleAccountEvaluation = iamPage(
  'Policy evaluation for requests within a single account',
  'reference_policies_evaluation-logic_policy-eval-basics',
);
export const crossAccountEvaluation = iamPage(
  'Cross-account policy evaluation logic',
  'reference_policies_evaluation-logic-cross-account',
);
export const accessDeniedMessages = iamPage(
  'Troubleshoot access denied error messages',
  'troubleshoot_access-denied',
);
export const ec2Errors = page(
  'Error codes for the Amazon EC2 API',
  'AWSEC2/latest/APIReference/errors-overview.html',
);
export const kmsKeyPolicies = page('Key policies in AWS KMS', 'kms/latest/developerguide/key-policies.html');
export const kmsGrants = page('Grants in AWS KMS', 'kms/latest/developerguide/grants.html');
export const confusedDeputy = iamPage('The confused deputy problem', 'confused-deputy');

// Accounts, users, groups, roles, providers
export const iamIdentifiers = iamPage('IAM identifiers', 'reference_identifiers');
export const iamQuotas = iamPage('IAM and AWS STS quotas', 'reference_iam-quotas');
export const iamErrors = page('Common errors of the IAM API', 'IAM/latest/APIReference/CommonErrors.html');
export const iamTags = iamPage('Tags for AWS Identity and Access Management resources', 'id_tags');
export const eventualConsistency = page(
  'Changes that I make are not always immediately visible',
  'IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency',
);
export const rootUser = iamPage('AWS account root user', 'id_root-user');
export const rootBestPractices = iamPage(
  'Root user best practices for your AWS account',
  'root-user-best-practices',
);
export const centralRootAccess = iamPage(
  'Centralize root access for member accounts',
  'id_root-enable-root-access',
);
export const billingAccess = page(
  'Overview of managing access permissions to billing',
  'awsaccountbilling/latest/aboutv2/control-access-billing.html',
);
export const accountAliasApi = iamCall('CreateAccountAlias');
export const organizationAccountApi = page('Account', 'organizations/latest/APIReference/API_Account.html');
export const govCloudAccountApi = page(
  'CreateGovCloudAccount',
  'organizations/latest/APIReference/API_CreateGovCloudAccount.html',
);
export const createUserApi = iamCall('CreateUser');
export const updateUserApi = iamCall('UpdateUser');
export const deleteUserApi = iamCall('DeleteUser');
export const listUsersApi = iamCall('ListUsers');
export const userApi = iamCall('User');
export const boundaryApi = iamCall('AttachedPermissionsBoundary');
export const userGroups = iamPage('IAM user groups', 'id_groups');
export const iamRoles = iamPage('IAM roles', 'id_roles');
export const roleTerms = iamPage('Roles terms and concepts', 'id_roles_terms-and-concepts');
export const roleTroubles = iamPage('Troubleshoot IAM roles', 'troubleshoot_roles');
export const serviceRoles = iamPage(
  'Create a role to delegate permissions to an AWS service',
  'id_roles_create_for-service',
);
export const serviceLinkedRoles = iamPage(
  'Create a service-linked role',
  'id_roles_create-service-linked-role',
);
export const passRolePage = iamPage(
  'Grant a user permissions to pass a role to an AWS service',
  'id_roles_use_passrole',
);
export const updateRoleApi = iamCall('UpdateRole');
export const instanceProfiles = iamPage(
  'Use instance profiles',
  'id_roles_use_switch-role-ec2_instance-profiles',
);
export const supportRole = page(
  'Using service-linked roles for AWS Support',
  'awssupport/latest/user/using-service-linked-roles-sup.html',
);
export const permissionSetRoles = page(
  'Referencing permission sets in resource policies',
  'singlesignon/latest/userguide/referencingpermissionsets.html',
);
export const oidcProviders = iamPage(
  'Create an OpenID Connect identity provider in IAM',
  'id_roles_providers_create_oidc',
);
export const sharedOidcProviders = iamPage(
  'Identity-provider controls for shared OIDC providers',
  'id_roles_providers_oidc_secure-by-default',
);
export const samlProviders = iamPage(
  'Create a SAML identity provider in IAM',
  'id_roles_providers_create_saml',
);
export const delegationRequestApi = iamCall('CreateDelegationRequest');

// Access keys, passwords, MFA
export const accessKeys = iamPage('Manage access keys for IAM users', 'id_credentials_access-keys');
export const createAccessKeyApi = iamCall('CreateAccessKey');
export const accessKeyLastUsedApi = iamCall('GetAccessKeyLastUsed');
export const serviceCredentialApi = iamCall('CreateServiceSpecificCredential');
export const signingCertificateApi = iamCall('UploadSigningCertificate');
export const passwordPolicy = iamPage(
  'Set an account password policy for IAM users',
  'id_credentials_passwords_account-policy',
);
export const updatePasswordPolicyApi = iamCall('UpdateAccountPasswordPolicy');
export const changePasswordApi = iamCall('ChangePassword');
export const loginProfileApi = iamCall('CreateLoginProfile');
export const cisControls = page(
  'Security Hub controls for IAM',
  'securityhub/latest/userguide/iam-controls.html',
);
export const multiFactor = iamPage('AWS multi-factor authentication in IAM', 'id_credentials_mfa');
export const mfaApiAccess = iamPage('Secure API access with MFA', 'id_credentials_mfa_configure-api-access');
export const selfManagedMfa = iamPage(
  'Policy example: users manage their own credentials, with MFA',
  'reference_policies_examples_aws_my-sec-creds-self-manage',
);
export const passkeys = iamPage(
  'Assign a passkey or security key in the AWS Management Console',
  'id_credentials_mfa_enable_fido',
);
export const virtualMfaApi = iamCall('CreateVirtualMFADevice');
export const enableMfaApi = iamCall('EnableMFADevice');
export const resyncMfaApi = iamCall('ResyncMFADevice');
export const deactivateMfaApi = iamCall('DeactivateMFADevice');

// Temporary credentials and federation
export const temporaryCredentials = iamPage('Compare AWS STS credentials', 'id_credentials_sts-comparison');
export const assumeRoleApi = stsCall('AssumeRole');
export const samlLoginApi = stsCall('AssumeRoleWithSAML');
export const webIdentityApi = stsCall('AssumeRoleWithWebIdentity');
export const getSessionTokenApi = stsCall('GetSessionToken');
export const getFederationTokenApi = stsCall('GetFederationToken');
export const federationTokenPermissions = iamPage(
  'Permissions for GetFederationToken',
  'id_credentials_temp_control-access_getfederationtoken',
);
export const getCallerIdentityApi = stsCall('GetCallerIdentity');
export const assumeRootApi = stsCall('AssumeRoot');
export const scopedCredentialsApi = stsCall('GetScopedCredentials');
export const outboundFederationApi = iamCall('EnableOutboundWebIdentityFederation');
export const webIdentityTokenApi = stsCall('GetWebIdentityToken');
export const stsErrors = page('Common errors of the STS API', 'STS/latest/APIReference/CommonErrors.html');
export const sessionTagsPage = iamPage('Pass session tags in AWS STS', 'id_session-tags');
export const sourceIdentity = iamPage(
  'Monitor and control actions taken with assumed roles',
  'id_credentials_temp_control-access_monitor',
);
export const revokeSessions = iamPage(
  'Revoke IAM role temporary security credentials',
  'id_roles_use_revoke-sessions',
);
export const disableTemporaryCredentials = iamPage(
  'Disable permissions for temporary security credentials',
  'id_credentials_temp_control-access_disable-perms',
);
export const samlAssertions = iamPage(
  'Configure SAML assertions for the authentication response',
  'id_roles_providers_create_saml_assertions',
);
export const samlTroubles = iamPage('Troubleshoot SAML federation with IAM', 'troubleshoot_saml');
export const oidcFederation = iamPage('OIDC federation', 'id_roles_providers_oidc');

// Signing in
export const signinOverview = page('What is AWS Sign-In?', 'signin/latest/userguide/what-is-sign-in.html');
export const userSignIn = iamPage('How IAM users sign in to AWS', 'id_users_sign-in');
export const consoleSwitchRole = iamPage(
  'Switch from a user to an IAM role (console)',
  'id_roles_use_switch-role-console',
);
export const consoleSaml = iamPage(
  'Enable SAML federated principals to access the console',
  'id_roles_providers_enable-console-saml',
);
export const federationEndpoint = iamPage(
  'Enable custom identity broker access to the console',
  'id_roles_providers_enable-console-custom-url',
);
export const cliLogin = page(
  'Login for AWS local development using console credentials',
  'cli/latest/userguide/cli-configure-sign-in.html',
);

// Reports and CloudTrail
export const credentialReportPage = iamPage(
  'Generate credential reports for your AWS account',
  'id_credentials_getting-report',
);
export const generateReportApi = iamCall('GenerateCredentialReport');
export const authorizationDetailsApi = iamCall('GetAccountAuthorizationDetails');
export const accountSummaryApi = iamCall('GetAccountSummary');
export const lastAccessed = iamPage(
  'Refine permissions in AWS using last accessed information',
  'access_policies_last-accessed',
);
export const simulatorApi = iamCall('SimulateCustomPolicy');
export const contextKeysApi = iamCall('GetContextKeysForCustomPolicy');
export const trailRecord = trailPage('CloudTrail record contents', 'record-contents');
export const trailIdentity = trailPage('CloudTrail userIdentity element', 'user-identity');
export const trailSignIn = trailPage('AWS Management Console sign-in events', 'aws-console-sign-in-events');
export const trailIam = iamPage(
  'Logging IAM and AWS STS API calls with AWS CloudTrail',
  'cloudtrail-integration',
);
