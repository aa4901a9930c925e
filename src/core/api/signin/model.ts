/** The shapes of the sign-in service, which has no published model: named after its pages (SI-01…SI-13). */

import { type ServiceModel, type Shape, structure } from '../model/shapes.ts';

const shapes: Readonly<Record<string, Shape>> = {
  Email: { type: 'string', max: 320 },
  AccountIdOrAlias: { type: 'string', max: 63 },
  UserName: { type: 'string', max: 64 },
  Password: { type: 'string', sensitive: true, max: 128 },
  SignInId: { type: 'string', max: 64, sensitive: true },
  SerialNumber: { type: 'string', min: 9, max: 256 },
  MFACode: { type: 'string', sensitive: true, max: 6 },
  /** Path and name, at most 64 characters (SI-09). */
  RoleName: { type: 'string', min: 1, max: 64 },
  SessionId: { type: 'string', max: 128 },
  Secret: { type: 'string', max: 4096, sensitive: true },
  SessionDuration: { type: 'integer', min: 900, max: 43_200 },
  Url: { type: 'string', max: 2048 },
  SignInAsRootRequest: structure({ Email: 'Email', Password: 'Password' }),
  SignInAsUserRequest: structure({ Account: 'AccountIdOrAlias', UserName: 'UserName', Password: 'Password' }),
  VerifyMFARequest: structure({ SignInId: 'SignInId', SerialNumber: 'SerialNumber', MFACode: 'MFACode' }, [
    'SerialNumber',
  ]),
  ResyncMFARequest: structure({
    SignInId: 'SignInId',
    SerialNumber: 'SerialNumber',
    MFACode1: 'MFACode',
    MFACode2: 'MFACode',
  }),
  VerifyPasskeyRequest: structure({ SignInId: 'SignInId', SerialNumber: 'SerialNumber' }),
  SetNewPasswordRequest: structure({
    SignInId: 'SignInId',
    OldPassword: 'Password',
    NewPassword: 'Password',
  }),
  SwitchRoleRequest: structure({ Account: 'AccountIdOrAlias', RoleName: 'RoleName' }),
  GetSigninTokenRequest: structure(
    {
      SessionId: 'SessionId',
      SessionKey: 'Secret',
      SessionToken: 'Secret',
      SessionDuration: 'SessionDuration',
    },
    ['SessionDuration'],
  ),
  LoginRequest: structure({ SigninToken: 'Secret', Issuer: 'Url', Destination: 'Url' }, [
    'Issuer',
    'Destination',
  ]),
  RoleArn: { type: 'string', min: 20, max: 2048 },
  SAMLResponse: { type: 'string', min: 4, max: 100_000 },
  SignInWithSAMLRequest: structure({ SAMLResponse: 'SAMLResponse', RoleArn: 'RoleArn' }, ['RoleArn']),
  UpdateRootPasswordRequest: structure({ CurrentPassword: 'Password', NewPassword: 'Password' }, [
    'CurrentPassword',
  ]),
};

export const signinModel: ServiceModel = {
  service: 'signin',
  apiVersion: '1',
  eventSource: 'signin.amazonaws.com',
  strict: true,
  operations: {
    SignInAsRoot: { input: 'SignInAsRootRequest' },
    SignInAsUser: { input: 'SignInAsUserRequest' },
    VerifyMFA: { input: 'VerifyMFARequest' },
    VerifyPasskey: { input: 'VerifyPasskeyRequest' },
    ResyncMFA: { input: 'ResyncMFARequest' },
    SetNewPassword: { input: 'SetNewPasswordRequest' },
    SignOut: {},
    SwitchRole: { input: 'SwitchRoleRequest' },
    ExitRole: {},
    GetSigninToken: { input: 'GetSigninTokenRequest' },
    Login: { input: 'LoginRequest' },
    SignInWithSAML: { input: 'SignInWithSAMLRequest' },
    UpdateRootPassword: { input: 'UpdateRootPasswordRequest' },
  },
  shapes,
  errors: {},
};
