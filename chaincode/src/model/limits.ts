// SPDX-License-Identifier: Apache-2.0

/** One kilobyte, as the sealed form counts it. */
const kilobyte = 1_024;

/** One megabyte, as the sealed form counts it. */
const megabyte = 1_000_000;

/** Deepest nesting of a value: no kind needs more than a handful, and a bound keeps recursion safe. */
export const nestingMax = 32;

/** Publications in one transaction: 250 cost about 50 ms of endorsement, far below the peer's timeout. */
export const publicationsPerListMax = 250;

/**
 * Bytes of the argument of `Publish`: envelopes travel twice in a block (argument and write), and a
 * block must stay well under 10 MB with many such transactions in it.
 */
export const envelopeListBytesMax = megabyte;

/** Sealed bytes in one transaction: about 3,000 rows; more costs the peer memory out of proportion. */
export const sealedBytesMax = megabyte;

/** Sealed bytes that may stand in the envelope itself, in clear on every peer for ever. */
export const inlineBytesMax = 8 * kilobyte;

/** Fewest tags of a publication: with fewer, the number of recipients would show. */
export const tagsMin = 4;

/** Most tags of a publication: 1,024 wraps are 213 kB of the sealed bytes. */
export const tagsMax = 1_024;

/** Smallest sealed bytes; below it every publication looks alike. */
export const sealedBytesMin = 2 * kilobyte;

/** Sealed bytes in one answer of `ReadSealed`: base64 and two copies of it must fit a 4 MB gRPC message. */
export const readSealedBytesMax = 2 * megabyte;

/** Ids in one question to `ReadSealed`: as many as one transaction can have published, four times over. */
export const readSealedIdsMax = 1_000;

/** Records of one publication; the header states the number, and it is compared before allocation. */
export const recordsPerPublicationMax = 2 ** 16 - 1;

/** Members of a channel: every member's peer holds every block, so a channel stays a few hundred. */
export const membersMax = 1_000;

/** Entries of one page of a register, so that an answer stays far below 4 MB. */
export const registerPageMax = 100;

/** Bytes of an organisation's part of the channel configuration: a few certificates and policies. */
export const organisationBytesMax = 64 * kilobyte;

/** Bytes of a signature over a configuration update with the signer's certificate: about 2 kB. */
export const configSignatureBytesMax = 8 * kilobyte;
