/** TLS certificates of the account (N-07). No load balancer uses them, so nothing blocks their deletion. */

import { serverCertificateArn } from '#core/model/arn.ts';
import { created, deleted } from '#core/model/world/change.ts';
import { idPrefixes, newUniqueId } from '#core/model/ids.ts';
import type { ServerCertificateRecord } from '#core/model/records/credentials.ts';
import { isoSeconds } from '#core/model/request/request.ts';
import { countOwned } from '#core/model/world/world.ts';
import { fail, overFixedQuota } from '../../errors/codes.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Operation, done, iamOperation } from '../../operation.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import { checkNew, entityExists, findEntity } from '../entities.ts';
import { listOperation, onEntity } from '../entity-operation.ts';
import { renaming } from '../rename.ts';
import { readCertificate, readChain, readPrivateKey } from './pem-keys.ts';
import { apiTags, creationTagKeys, mergeTags, refuseTags, tagsOf } from '../tag-rules.ts';
import { defined } from '#core/model/defined.ts';

const table = 'serverCertificates';
const tagRules = { ignoreCase: false };

const metadata = (row: ServerCertificateRecord): Api.ServerCertificateMetadata => ({
  Path: row.path,
  ServerCertificateName: row.serverCertificateName,
  ServerCertificateId: row.id,
  Arn: row.arn,
  UploadDate: row.uploadDate,
  Expiration: row.expiration,
});

const upload = iamOperation('UploadServerCertificate', {
  checks: (call) => {
    const { ServerCertificateName: name, Path: path, Tags } = call.params;
    return [checkNew(call, 'UploadServerCertificate', table, { name, path }, creationTagKeys(Tags))];
  },
  run: (call) => {
    const { world, account, params } = call;
    const { ServerCertificateName: name, Path: path = '/', Tags = [], CertificateChain } = params;
    const refused = refuseTags(Tags, tagRules);
    if (refused) return refused;
    if (findEntity(call, table, name)) return entityExists(table, name);
    const certificate = readCertificate(params.CertificateBody);
    if (!certificate) return fail('MalformedCertificate', unverifiedTexts.certificateMalformed);
    if (CertificateChain !== undefined && !readChain(CertificateChain))
      return fail('MalformedCertificate', unverifiedTexts.chainMalformed);
    const key = readPrivateKey(params.PrivateKey);
    if (!key) return fail('MalformedCertificate', unverifiedTexts.keyMalformed);
    if (key.identity !== certificate.key.identity)
      return fail('KeyPairMismatch', unverifiedTexts.keyMismatch);
    const exceeded = overFixedQuota('ServerCertificatesPerAccount', countOwned(world, table, account.id) + 1);
    if (exceeded) return exceeded;
    const merged = mergeTags(account, [], tagsOf(Tags), tagRules);
    if (!merged.ok) return merged;
    const tags = merged.value;
    const row: ServerCertificateRecord = {
      id: newUniqueId(idPrefixes.serverCertificate, call.env.random),
      account: account.id,
      serverCertificateName: name,
      path,
      arn: serverCertificateArn(account.id, path, name),
      uploadDate: call.now,
      expiration: isoSeconds(certificate.notAfter),
      body: params.CertificateBody,
      tags,
      ...defined({ chain: CertificateChain }),
    };
    return done(
      {
        ServerCertificateMetadata: metadata(row),
        ...(tags.length > 0 ? { Tags: apiTags(tags) } : {}),
      },
      [created(table, row)],
    );
  },
});

const get = onEntity('GetServerCertificate', table, (_, row) =>
  done({
    ServerCertificate: {
      ServerCertificateMetadata: metadata(row),
      CertificateBody: row.body,
      ...defined({ CertificateChain: row.chain }),
      Tags: apiTags(row.tags),
    },
  }),
);

const list = listOperation('ListServerCertificates', table, (rows) => ({
  ServerCertificateMetadataList: rows.map(metadata),
}));

const update = renaming('UpdateServerCertificate', table);

const remove = onEntity('DeleteServerCertificate', table, (_, row) => done({}, [deleted(table, row)]));

export const serverCertificateOperations: Operation[] = [upload, get, list, update, remove];
