// SPDX-License-Identifier: Apache-2.0
import {
  isJsonObject,
  type Instant,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '@chainshare/chaincode/model';
import { GatewayError } from '../errors.js';
import { invalidRequest } from '../invalid-request.js';
import { RecordChecker } from '../intake/record-checker.js';
import type { Catalogue } from '../kinds/catalogue.js';
import { newValidator } from '../kinds/validator.js';
import type { Store } from '../store/store.js';
import type { PolicyRow } from '../vault/policies.js';
import type { Directory } from './directory.js';
import { EVERYBODY } from './disclosure.js';
import { explainRules } from './explain.js';
import { subjectOf, type Subject } from './matching.js';
import { readPolicy } from './policy-body.js';

const text: JsonObject = { type: 'string', minLength: 1 };

const questionFaults = newValidator({
  type: 'object',
  additionalProperties: false,
  required: ['enterprise'],
  properties: { enterprise: text, record: text, kind: text, values: { type: 'object' } },
  dependentRequired: { kind: ['values'], values: ['kind'] },
});

/** What a question is answered from. */
export interface ExplanationContext {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly situation: {
    readonly publisher: string;
    readonly directory: Directory;
    readonly policies: readonly PolicyRow[];
    readonly now: Instant;
  };
}

/** A record that is asked about. */
interface AskedRecord {
  readonly subject: Subject;
  /** What was really granted of it; absent for values that were not published. */
  readonly given?: JsonObject | null;
}

/**
 * Answers `{enterprise, record}` or `{enterprise, kind, values}`: what every rule says now, and for an own record
 * also what was granted when it was published.
 *
 * @throws GatewayError INVALID_REQUEST, RECORD_NOT_FOUND for a record that this enterprise has not published
 */
export async function explanationOf(question: JsonValue, context: ExplanationContext): Promise<JsonObject> {
  if (!isJsonObject(question)) {
    throw invalidRequest([{ pointer: '', code: 'WRONG_TYPE', message: 'the question must be an object' }]);
  }
  const faults = questionFaults(question);
  if (faults.length > 0) throw invalidRequest(faults);
  if ((question['record'] === undefined) === (question['kind'] === undefined)) {
    throw invalidRequest([
      { pointer: '', code: 'ONE_OF_BOTH', message: 'ask about a record, or about kind and values' },
    ]);
  }
  const { situation } = context;
  const enterprise = enterpriseOf(question['enterprise'] as string, situation.directory);
  const asked =
    typeof question['record'] === 'string'
      ? await ownRecord(question['record'], enterprise, context)
      : hypothetical(question, context);
  const { subject, given } = asked;
  const policies = situation.policies.map(({ id, body }) => readPolicy(id, JSON.parse(body) as JsonObject));
  const { sections, rules, obstacle } = explainRules(subject, enterprise, {
    ...situation,
    policies,
  });
  return {
    enterprise,
    kind: subject.kind.name,
    sees: given === undefined ? sections.length > 0 : isOpen(given),
    ...(given === undefined ? {} : { given }),
    sections,
    obstacle,
    rules: rules as unknown as JsonArray,
  };
}

function isOpen(given: JsonObject | null): boolean {
  return given !== null && given['revokedAt'] === null;
}

function enterpriseOf(name: string, directory: Directory): string {
  const party = directory.party(name);
  if (party.is === 'member') return party.id;
  throw invalidRequest([
    { pointer: '/enterprise', code: 'UNKNOWN_PARTY', message: `no member is known as ${name}` },
  ]);
}

async function ownRecord(
  id: string,
  enterprise: string,
  { store, catalogue, situation }: ExplanationContext,
): Promise<AskedRecord> {
  const answer = await store.read('record.read', { id, now: situation.now });
  if (answer === null) throw new GatewayError('RECORD_NOT_FOUND');
  const { data } = JSON.parse(answer) as { data: { kind: string; publisher: string; values: JsonObject } };
  // What others have published they grant by their own rules, which are not known here.
  if (data.publisher !== situation.publisher) throw new GatewayError('RECORD_NOT_FOUND');
  const kind = catalogue.kind(data.kind);
  const grants = await store.read('grant-given.of', { publication: id.split('.')[0] ?? '' });
  const grant = grants.find((one) => one.enterprise === enterprise || one.enterprise === EVERYBODY);
  const given =
    grant === undefined
      ? null
      : {
          sections: JSON.parse(grant.sections) as JsonArray,
          policy: JSON.parse(grant.policies) as JsonArray,
          grantedAt: grant.grantedAt,
          revokedAt: grant.revokedAt,
        };
  return { subject: subjectOf(kind, kind.split(data.values)), given };
}

function hypothetical(question: JsonObject, { catalogue, situation }: ExplanationContext): AskedRecord {
  const kind = catalogue.kind(question['kind'] as string);
  const { publisher, directory, now: receivedAt } = situation;
  const checker = new RecordChecker({ kind, publisher, directory, receivedAt });
  const values = question['values'] ?? {};
  const { candidate, faults } = checker.check({ row: 1, values, faults: [], pointer: '/values' });
  if (candidate === undefined) throw invalidRequest(faults);
  return { subject: subjectOf(kind, candidate.parts) };
}
