// SPDX-License-Identifier: Apache-2.0
import type { GatewayServices } from '../../services.js';
import type { HttpOptions } from '../options.js';
import type { Route } from '../route.js';
import { changeRoutes } from './changes.js';
import { documentationRoutes } from './documentation.js';
import { accessLogRoutes, grantRoutes } from './grants.js';
import { kindRoutes } from './kinds.js';
import { mappingRoutes } from './mappings.js';
import { memberRoutes } from './members.js';
import { policyRoutes } from './policies.js';
import { publishRoutes } from './publish.js';
import { recordRoutes } from './records.js';
import { serviceRoutes } from './service.js';
import { settingRoutes } from './settings.js';

/** Every address of a gateway, in the order of its documentation. */
export function newRoutes(services: GatewayServices, options: HttpOptions): readonly Route[] {
  const routes = [
    ...kindRoutes(options.kinds),
    ...publishRoutes(services.publish),
    ...recordRoutes(services.records, options.kinds),
    ...policyRoutes(services.policies),
    ...mappingRoutes(services.mappings),
    ...settingRoutes(services.settings),
    ...grantRoutes(services.grants),
    ...accessLogRoutes(services.accessLog),
    ...memberRoutes(services.directory),
    ...changeRoutes(services.changes),
    ...serviceRoutes(services.status, options.metrics),
  ];
  return [...routes, ...documentationRoutes(routes, options.publicUrl)];
}
