// SPDX-License-Identifier: Apache-2.0
import type { Instant, Purpose, Role, Section } from '@chainshare/chaincode/model';
import type { Onward } from '../services.js';

/** Whom a policy addresses; what is not named is not addressed. */
export interface Addressees {
  /** The parties that the record itself names. */
  readonly named?: boolean;
  readonly enterprises?: readonly string[];
  readonly roles?: readonly Role[];
  /** Every active member. */
  readonly network?: boolean;
  /** Everybody, members or not. */
  readonly public?: boolean;
}

/** Ready-made addressees; `private` addresses nobody and keeps what a record names from receiving it. */
export const PRESETS = ['private', 'named', 'network', 'public'] as const;

/** A ready-made choice of addressees. */
export type Preset = (typeof PRESETS)[number];

/** A standing rule of the enterprise from which grants follow. Rules add up; none takes away. */
export interface Policy {
  readonly id: string;
  readonly name: string;
  readonly preset?: Preset;
  /** Names of kinds, at least one. */
  readonly kinds: readonly string[];
  /** For each field of identity named here, the values it may have. */
  readonly where: Readonly<Record<string, readonly string[]>>;
  /** Whether it also reaches records that are reserved for the party they name. */
  readonly exclusive: boolean;
  readonly to: Addressees;
  /** Empty: the default sections of each kind. */
  readonly sections: readonly Section[];
  readonly onward: Onward | null;
  /** What the records may be used for; null: not stated. */
  readonly purpose: Purpose | null;
  readonly validFrom: Instant | null;
  readonly validUntil: Instant | null;
}

/** Whom a preset addresses. */
export const PRESET_ADDRESSEES: Readonly<Record<Preset, Addressees>> = {
  private: {},
  named: { named: true },
  network: { network: true },
  public: { public: true },
};
