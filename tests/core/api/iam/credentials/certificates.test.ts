/** The fixtures were made with openssl and ssh-keygen; their keys are for these tests only. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { totpCode } from '#core/api/iam/credentials/totp.ts';
import { userDeletion } from '#core/plans/deletion.ts';
import { TestAccount, account, expectError, expectOk } from '../../door.ts';

const file = (name: string) => readFileSync(`tests/core/api/fixtures/${name}`, 'utf8');
const rsa = file('rsa-certificate.pem');
const ec = file('ec-certificate.pem');
const withUser = () => new TestAccount().given(['CreateUser', { UserName: 'Bob' }]);

const uploadServer = (t: TestAccount, params = {}) =>
  t.call('UploadServerCertificate', {
    ServerCertificateName: 'tls',
    CertificateBody: rsa,
    PrivateKey: file('rsa-key.pem'),
    ...params,
  });

test.each([
  ['PKCS#8 RSA', 'rsa-certificate.pem', 'rsa-key.pem'],
  ['PKCS#1 RSA', 'rsa-certificate.pem', 'rsa-key-pkcs1.pem'],
  ['PKCS#8 EC', 'ec-certificate.pem', 'ec-key.pem'],
  ['SEC 1 EC', 'ec-certificate.pem', 'ec-key-sec1.pem'],
])('a server certificate takes a %s key, which is stored nowhere', (_, certificate, key) => {
  const t = new TestAccount();
  const outcome = uploadServer(t, { CertificateBody: file(certificate), PrivateKey: file(key) });
  expect(expectOk(outcome)['ServerCertificateMetadata']).toMatchObject({
    Arn: `arn:aws:iam::${account}:server-certificate/tls`,
    Expiration: '2035-01-01T00:00:00Z',
  });
  expect(JSON.stringify([outcome, ...t.world.serverCertificates.values()])).not.toContain('PRIVATE KEY');
});

test.each([
  ['another key', { PrivateKey: file('ec-key.pem') }, 'KeyPairMismatch', 400],
  ['no certificate', { CertificateBody: 'x' }, 'MalformedCertificate', 400],
  ['a cut certificate', { CertificateBody: rsa.replace(/\n.{64}\n/, '\n') }, 'MalformedCertificate', 400],
  ['no key', { PrivateKey: rsa }, 'MalformedCertificate', 400],
  ['a bad chain', { CertificateChain: `${ec}x` }, 'MalformedCertificate', 400],
] as const)('N-41 UploadServerCertificate refuses %s', (_, params, code, status) => {
  expectError(uploadServer(new TestAccount(), params), code, status, /./);
});

test('N-41, N-05 the name of a server certificate is taken once, and renaming keeps the id', () => {
  const t = new TestAccount();
  expectOk(uploadServer(t, { CertificateChain: ec + rsa }));
  const [before] = t.world.serverCertificates.keys();
  expectError(
    uploadServer(t, { ServerCertificateName: 'TLS' }),
    'EntityAlreadyExists',
    409,
    /already exists/,
  );
  t.given([
    'UpdateServerCertificate',
    { ServerCertificateName: 'tls', NewServerCertificateName: 'web', NewPath: '/x/' },
  ]);
  expect([...t.world.serverCertificates.keys()]).toEqual([before]);
  expect(expectOk(t.call('ListServerCertificates', { PathPrefix: '/x/' }))).toMatchObject({
    ServerCertificateMetadataList: [{ Arn: `arn:aws:iam::${account}:server-certificate/x/web` }],
  });
  t.given(['DeleteServerCertificate', { ServerCertificateName: 'web' }]);
  expectError(
    t.call('GetServerCertificate', { ServerCertificateName: 'web' }),
    'NoSuchEntity',
    404,
    /web cannot be found/,
  );
});

test('Q-01 an account holds twenty server certificates', () => {
  const t = new TestAccount();
  for (let i = 1; i <= 20; i += 1) expectOk(uploadServer(t, { ServerCertificateName: `tls${i}` }));
  expectError(
    uploadServer(t),
    'LimitExceeded',
    409,
    'Cannot exceed quota for ServerCertificatesPerAccount: 20',
  );
});

const uploadSigning = (t: TestAccount, CertificateBody: string) =>
  t.call('UploadSigningCertificate', { UserName: 'Bob', CertificateBody });

test('Q-02, N-35 a user holds two signing certificates, each once, active or not', () => {
  const t = withUser();
  const { CertificateId } = expectOk(uploadSigning(t, rsa))['Certificate'] as { CertificateId: string };
  expectError(uploadSigning(t, rsa), 'DuplicateCertificate', 409, /already/);
  expectOk(uploadSigning(t, ec));
  expectError(
    uploadSigning(t, file('small-certificate.pem')),
    'LimitExceeded',
    409,
    'Cannot exceed quota for CertificatesPerUser: 2',
  );
  t.given(['UpdateSigningCertificate', { UserName: 'Bob', CertificateId, Status: 'Inactive' }]);
  const listed = expectOk(t.call('ListSigningCertificates', { UserName: 'Bob' }))['Certificates'];
  expect((listed as { Status: string }[]).map(({ Status }) => Status).sort()).toEqual(['Active', 'Inactive']);
  t.given(['DeleteSigningCertificate', { UserName: 'Bob', CertificateId }]);
  expectError(
    t.call('DeleteSigningCertificate', { UserName: 'Bob', CertificateId }),
    'NoSuchEntity',
    404,
    `The Certificate with id ${CertificateId} cannot be found.`,
  );
});

test.each([
  ['MalformedCertificate', 400, 'text'],
  ['InvalidCertificate', 400, file('expired-certificate.pem')],
] as const)('N-41, N-35 a bad signing certificate is refused with %s', (code, status, body) => {
  expectError(uploadSigning(withUser(), body), code, status, /certificate/);
});

const uploadSsh = (t: TestAccount, SSHPublicKeyBody: string) =>
  t.call('UploadSSHPublicKey', { UserName: 'Bob', SSHPublicKeyBody });
interface Key {
  readonly SSHPublicKeyId: string;
  readonly Fingerprint: string;
  readonly SSHPublicKeyBody: string;
}
const bare = file('ssh-rsa.pub').split(' ').slice(0, 2).join(' ');

test.each(['ssh-rsa.pub', 'ssh-rsa.pem'])(
  'N-35 an SSH public key that came as %s is read in both encodings',
  (name) => {
    const t = withUser();
    const key = expectOk(uploadSsh(t, file(name)))['SSHPublicKey'] as Key;
    expect(key.SSHPublicKeyId).toMatch(/^APKA[A-Z2-7]{17}$/);
    // The output of `ssh-keygen -l -E md5`.
    expect(key.Fingerprint).toBe('a3:a6:40:95:18:4c:21:d3:14:18:d1:cc:9c:51:5a:1d');
    const read = (Encoding: string) =>
      expectOk(t.call('GetSSHPublicKey', { UserName: 'Bob', SSHPublicKeyId: key.SSHPublicKeyId, Encoding }))[
        'SSHPublicKey'
      ] as Key;
    expect(read('SSH').SSHPublicKeyBody).toBe(bare);
    expect(read('PEM').SSHPublicKeyBody).toBe(file('ssh-rsa.pem').trim());
    expect(JSON.stringify(expectOk(t.call('ListSSHPublicKeys', { UserName: 'Bob' })))).not.toContain('Body');
  },
);

test.each([
  ['InvalidPublicKey', 'ssh-rsa AAAAB3NzaC1yc2E='],
  ['InvalidPublicKey', 'ssh-rsa !'],
  ['UnrecognizedPublicKeyEncoding', file('ssh-ed25519.pub')],
  ['UnrecognizedPublicKeyEncoding', 'text'],
] as const)('N-41, N-35 a bad SSH public key is refused with %s: %s', (code, body) => {
  expectError(uploadSsh(withUser(), body), code, 400, /SSH|encoding/);
});

test('N-41, N-35 the same SSH public key is refused twice, in another encoding too', () => {
  const t = withUser();
  expectOk(uploadSsh(t, file('ssh-rsa.pub')));
  expectError(uploadSsh(t, file('ssh-rsa.pem')), 'DuplicateSSHPublicKey', 400, /already/);
});

const create = (t: TestAccount, ServiceName = 'codecommit.amazonaws.com') =>
  t.call('CreateServiceSpecificCredential', { UserName: 'Bob', ServiceName });
interface Credential {
  readonly ServiceSpecificCredentialId: string;
  readonly ServicePassword: string;
  readonly ServiceUserName: string;
}

test('N-34 a user has two credentials per service; a reset gives a new password, which is nowhere in clear', () => {
  const t = withUser();
  const outcome = create(t);
  const first = expectOk(outcome)['ServiceSpecificCredential'] as Credential;
  expect(first.ServiceUserName).toBe(`Bob-at-${account}`);
  expect(JSON.stringify([outcome.events, ...t.world.secrets.values()])).not.toContain(first.ServicePassword);
  expectOk(create(t));
  expectError(create(t), 'LimitExceeded', 409, /ServiceSpecificCredentialsPerUser: 2/);
  expectOk(create(t, 'cassandra.amazonaws.com'));
  const id = { UserName: 'Bob', ServiceSpecificCredentialId: first.ServiceSpecificCredentialId };
  const reset = expectOk(t.call('ResetServiceSpecificCredential', id))['ServiceSpecificCredential'];
  expect((reset as Credential).ServicePassword).not.toBe(first.ServicePassword);
  t.given(['UpdateServiceSpecificCredential', { ...id, Status: 'Inactive' }]);
  const params = { UserName: 'Bob', ServiceName: 'codecommit.amazonaws.com' };
  const listed = expectOk(t.call('ListServiceSpecificCredentials', params))['ServiceSpecificCredentials'];
  expect(
    (listed as (Credential & { Status: string })[])
      .map(({ ServiceUserName, Status }) => `${ServiceUserName} ${Status}`)
      .sort(),
  ).toEqual([`Bob-at-${account} Inactive`, `Bob-at-${account}-1 Active`]);
  t.given(['DeleteServiceSpecificCredential', id]);
  expect(t.world.secrets.size).toBe(2);
});

test('N-34, W-07 CreateServiceSpecificCredential refuses other services', () => {
  expectError(create(withUser(), 's3.amazonaws.com'), 'NoSuchEntity', 404, /^No such service s3/);
});

test.each([
  ['CreateLoginProfile', { Password: 'Correct-Horse-7' }, 'must delete login profile'],
  ['CreateAccessKey', {}, 'must delete access keys'],
  ['UploadSigningCertificate', { CertificateBody: rsa }, 'must delete signing certificates'],
  ['UploadSSHPublicKey', { SSHPublicKeyBody: file('ssh-rsa.pub') }, 'must remove referenced objects'],
  [
    'CreateServiceSpecificCredential',
    { ServiceName: 'codecommit.amazonaws.com' },
    'must remove referenced objects',
  ],
] as const)('N-42, W-07 DeleteUser is blocked after %s', (operation, params, what) => {
  const t = withUser().given([operation, { UserName: 'Bob', ...params }]);
  expectError(
    t.call('DeleteUser', { UserName: 'Bob' }),
    'DeleteConflict',
    409,
    `Cannot delete entity, ${what} first.`,
  );
});

test('N-42 the steps of a reviewed deletion remove every credential, so that DeleteUser succeeds', () => {
  const t = withUser().given(
    ['CreateLoginProfile', { UserName: 'Bob', Password: 'Correct-Horse-7' }],
    ['CreateAccessKey', { UserName: 'Bob' }],
    ['CreateAccessKey', { UserName: 'Bob' }],
    ['UploadSigningCertificate', { UserName: 'Bob', CertificateBody: rsa }],
    ['UploadSSHPublicKey', { UserName: 'Bob', SSHPublicKeyBody: file('ssh-rsa.pub') }],
    ['CreateServiceSpecificCredential', { UserName: 'Bob', ServiceName: 'codecommit.amazonaws.com' }],
    ['CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' }],
  );
  const serial = `arn:aws:iam::${account}:mfa/phone`;
  const seed = t.world.secrets.get(serial);
  if (seed?.kind !== 'totp') expect.fail('no seed');
  const step = Math.floor(t.env.now / 30_000);
  t.given([
    'EnableMFADevice',
    {
      UserName: 'Bob',
      SerialNumber: serial,
      AuthenticationCode1: totpCode(seed.base32, step - 1),
      AuthenticationCode2: totpCode(seed.base32, step),
    },
  ]);
  const [user] = t.world.users.values();
  if (!user) expect.fail('no user');
  const steps = userDeletion(t.world, user);
  expect(steps.map(({ operation }) => operation)).toEqual([
    'DeleteLoginProfile',
    'DeleteAccessKey',
    'DeleteAccessKey',
    'DeactivateMFADevice',
    'DeleteVirtualMFADevice',
    'DeleteSigningCertificate',
    'DeleteSSHPublicKey',
    'DeleteServiceSpecificCredential',
    'DeleteUser',
  ]);
  for (const { operation, params } of steps) t.given([operation, params]);
  const { users, secrets, userCredentials, mfaDevices, accessKeys } = t.world;
  expect([users, secrets, userCredentials, mfaDevices, accessKeys].map(({ size }) => size)).toEqual([
    0, 0, 0, 0, 0,
  ]);
});
