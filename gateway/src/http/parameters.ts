// SPDX-License-Identifier: Apache-2.0
import {
  LedgerError,
  isJsonObject,
  parseInstant,
  parseJson,
  type JsonObject,
} from '@chainshare/chaincode/model';
import { isTimeZone } from '../intake/time-zone.js';
import { FILTER_VALUES_MAX } from '../limits.js';
import { PARAMETER_LENGTH_MAX } from './limits.js';

/**
 * One query parameter: how it is documented and how it is read. Both stand together, so that what the OpenAPI
 * document promises is what is checked.
 */
export interface Parameter<T> {
  readonly description: string;
  readonly schema: JsonObject;
  /** May stand several times; several values mean OR. */
  readonly repeated: boolean;
  /** Documented as a JSON text rather than as a plain value. */
  readonly json?: true;
  /**
   * Reads the values in the order sent; none when the parameter is absent.
   *
   * @throws {@link ParameterError}
   */
  read(values: readonly string[]): T;
}

/** The parameters of one route by name. */
export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

/** What a route receives for its parameters. */
export type Parsed<P extends Parameters> = {
  readonly [N in keyof P]: P[N] extends Parameter<infer T> ? T : never;
};

/** A value that its parameter does not take; the sentence is shown to the caller. */
export class ParameterError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'ParameterError';
  }
}

/** Any text without control characters. */
export function text(description: string): Parameter<string | undefined> {
  const schema = { type: 'string', minLength: 1, maxLength: PARAMETER_LENGTH_MAX };
  return {
    description,
    schema,
    repeated: false,
    read: ([value]) => (value === undefined ? undefined : plain(value)),
  };
}

/** Any texts, repeated. */
export function texts(description: string): Parameter<readonly string[] | undefined> {
  const items = { type: 'string', minLength: 1, maxLength: PARAMETER_LENGTH_MAX };
  return {
    description,
    schema: { type: 'array', items, maxItems: FILTER_VALUES_MAX },
    repeated: true,
    read: (values) =>
      values.length === 0 ? undefined : atMost(values, FILTER_VALUES_MAX).map((value) => plain(value)),
  };
}

/** Words of a closed list or of a simple form, repeated or with commas between them. */
export function words<W extends string>(
  description: string,
  form: readonly W[] | RegExp,
  valuesMax: number = FILTER_VALUES_MAX,
): Parameter<readonly W[] | undefined> {
  const isWord = (value: string): value is W =>
    form instanceof RegExp ? form.test(value) : (form as readonly string[]).includes(value);
  const items =
    form instanceof RegExp ? { type: 'string', pattern: form.source } : { type: 'string', enum: form };
  return {
    description,
    schema: { type: 'array', items, maxItems: valuesMax },
    repeated: true,
    read(values) {
      if (values.length === 0) return undefined;
      const all = values.flatMap((value) => value.split(','));
      return atMost(all, valuesMax).map((value) => {
        if (!isWord(value)) throw new ParameterError(`takes ${describeForm(form)}`);
        return value;
      });
    },
  };
}

/** One word of a closed list. */
export function choice<W extends string>(description: string, list: readonly W[], standard: W): Parameter<W> {
  return {
    description,
    schema: { type: 'string', enum: list, default: standard },
    repeated: false,
    read([value]) {
      const word = value === undefined ? standard : list.find((candidate) => candidate === value);
      if (word === undefined) throw new ParameterError(`takes ${describeForm(list)}`);
      return word;
    },
  };
}

/** `true` or `false`; absent is false. */
export function flag(description: string): Parameter<boolean> {
  return {
    description,
    schema: { type: 'boolean', default: false },
    repeated: false,
    read([value]) {
      if (value !== undefined && value !== 'true' && value !== 'false')
        throw new ParameterError('takes true or false');
      return value === 'true';
    },
  };
}

/** A whole number in its bounds. */
export function integer<D extends number | undefined>(
  description: string,
  bounds: { readonly minimum: number; readonly maximum: number; readonly standard: D },
): Parameter<number | D> {
  const { minimum, maximum, standard } = bounds;
  return {
    description,
    schema: { type: 'integer', minimum, maximum, ...(standard !== undefined && { default: standard }) },
    repeated: false,
    read([value]) {
      if (value === undefined) return standard;
      const number = /^\d{1,16}$/.test(value) ? Number(value) : NaN;
      if (number >= minimum && number <= maximum) return number;
      throw new ParameterError(`takes a whole number from ${minimum} to ${maximum}`);
    },
  };
}

/** A point in time, RFC 3339 with any offset. */
export function timestamp(description: string): Parameter<string | undefined> {
  return {
    description,
    schema: { type: 'string', format: 'date-time' },
    repeated: false,
    read([value]) {
      try {
        if (value !== undefined) parseInstant(value);
        return value;
      } catch (error) {
        if (!(error instanceof LedgerError)) throw error;
        throw new ParameterError('takes a time such as 2026-11-23T08:00:00+08:00');
      }
    },
  };
}

/** The name of a time zone. */
export function zone(description: string): Parameter<string | undefined> {
  return {
    description,
    schema: { type: 'string', minLength: 1, maxLength: PARAMETER_LENGTH_MAX },
    repeated: false,
    read([value]) {
      if (value !== undefined && !isTimeZone(value))
        throw new ParameterError('takes the name of a time zone such as Asia/Shanghai');
      return value;
    },
  };
}

/** A JSON object, written as its text. */
export function jsonObject<T>(
  description: string,
  schema: JsonObject,
  accept: (value: JsonObject) => T,
): Parameter<T | undefined> {
  return {
    description,
    schema,
    repeated: false,
    json: true,
    read([value]) {
      if (value === undefined) return undefined;
      return accept(readObject(value));
    },
  };
}

function readObject(text: string): JsonObject {
  try {
    const value = parseJson(text);
    if (isJsonObject(value)) return value;
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
  }
  throw new ParameterError('takes a JSON object');
}

/** U+FFFD stands where the percent-encoding was no UTF-8. */
const unprintable = /[\p{Cc}\uFFFD]/u;

function plain(value: string): string {
  if (value.length > PARAMETER_LENGTH_MAX)
    throw new ParameterError(`takes at most ${PARAMETER_LENGTH_MAX} characters`);
  if (value === '' || unprintable.test(value))
    throw new ParameterError('takes a text without control characters');
  return value;
}

function atMost(values: readonly string[], max: number): readonly string[] {
  if (values.length > max) throw new ParameterError(`takes at most ${max} values`);
  return values;
}

function describeForm(form: readonly string[] | RegExp): string {
  return form instanceof RegExp ? `words of the form ${form.source}` : form.join(', ');
}
