// SPDX-License-Identifier: Apache-2.0

/** The four parts of every record, in the order in which they are sealed. */
export const sections = ['identity', 'quantity', 'commercial', 'evidence'] as const;

/** A part of a record. */
export type Section = (typeof sections)[number];

/** Who may open a publication: the enterprises granted, every member, or everybody. */
export const audiences = ['granted', 'network', 'public'] as const;

/** Who may open a publication. */
export type Audience = (typeof audiences)[number];

/** Which way along the chain a record may be passed on. */
export const directions = ['downstream', 'upstream'] as const;

/** A way along the chain. */
export type Direction = (typeof directions)[number];

/** Bit of each section in the mask of a wrap. */
export const sectionBits: Readonly<Record<Section, number>> = {
  identity: 1 << 0,
  quantity: 1 << 1,
  commercial: 1 << 2,
  evidence: 1 << 3,
};

/** Bit of each purpose for which a record may be used; none set means none stated. */
export const purposeBits = {
  'supply-planning': 1 << 0,
  quality: 1 << 1,
  certification: 1 << 2,
  carbon: 1 << 3,
  regulatory: 1 << 4,
  finance: 1 << 5,
} as const;

/** What a record may be used for. */
export type Purpose = keyof typeof purposeBits;

/** The purposes, in the order of their bits. */
export const purposes = Object.keys(purposeBits) as readonly Purpose[];

/** What a member is in the chain; a role may decide access, so the members' vote gives it. */
export const roles = [
  'core',
  'supplier',
  'customer',
  'logistics',
  'finance',
  'technology',
  'regulator',
  'association',
  'certifier',
  'lab',
] as const;

/** What a member is in the chain. */
export type Role = (typeof roles)[number];

/** What `Verify` answers about a publication. */
export const publicationStates = ['OK', 'PURGED', 'ALTERED', 'MISSING', 'FORGED', 'PUBLISHER_LEFT'] as const;

/** The state of a publication on the peer that was asked. */
export type PublicationState = (typeof publicationStates)[number];

/** Letters, digits, dot and hyphen: no `~`, so that keys built from an id read in one way only. */
const mspIdForm = /^[A-Za-z0-9.-]{1,64}$/;

/** Whether the text can be the MSP ID of an enterprise. */
export function isMspId(text: string): boolean {
  return mspIdForm.test(text);
}

const publicationIdForm = /^[0-9a-f]{64}$/;

/** Whether the text can be the id of a publication: SHA-256 in lower-case hex. */
export function isPublicationId(text: string): boolean {
  return publicationIdForm.test(text);
}
