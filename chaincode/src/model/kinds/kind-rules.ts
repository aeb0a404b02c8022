// SPDX-License-Identifier: Apache-2.0
import { assessmentRules } from './assessment.rules.js';
import { certificateRules } from './certificate.rules.js';
import { compositionRules } from './composition.rules.js';
import { deliveryRules } from './delivery.rules.js';
import { documentRules } from './document.rules.js';
import { eventRules } from './event.rules.js';
import { footprintRules } from './footprint.rules.js';
import { forecastRules } from './forecast.rules.js';
import { inventoryRules } from './inventory.rules.js';
import { newItemFaults } from './item-faults.js';
import { kindSchema } from './kinds.js';
import { locationRules } from './location.rules.js';
import { measurementRules } from './measurement.rules.js';
import { noticeRules } from './notice.rules.js';
import { orderRules } from './order.rules.js';
import { productRules } from './product.rules.js';
import { responseRules } from './response.rules.js';
import type { RulesOfKind } from './rules-of-kind.js';

const noRules: RulesOfKind = {
  complete: (record) => record,
  faults: () => [],
};

/** Rules of their own, by kind. */
const rules: Readonly<Record<string, RulesOfKind>> = {
  assessment: assessmentRules,
  certificate: certificateRules,
  composition: compositionRules,
  delivery: deliveryRules,
  document: documentRules,
  event: eventRules,
  footprint: footprintRules,
  forecast: forecastRules,
  inventory: inventoryRules,
  location: locationRules,
  measurement: measurementRules,
  notice: noticeRules,
  order: orderRules,
  product: productRules,
  response: responseRules,
};

/**
 * The rules of a kind. Every kind has the one that its marks state: items of a list differ in the members that
 * tell them apart. Most kinds have more of their own.
 *
 * @param schema - of the kind; absent for what is known by name alone, which then has no rules
 */
export function kindRules(kind: string, schema = kindSchema(kind)): RulesOfKind {
  const own = (Object.hasOwn(rules, kind) ? rules[kind] : undefined) ?? noRules;
  if (schema === undefined) return noRules;
  const itemFaults = newItemFaults(schema);
  return {
    complete: (record, publisher) => own.complete(record, publisher),
    faults: (record, publisher) => [...own.faults(record, publisher), ...itemFaults(record)],
  };
}
