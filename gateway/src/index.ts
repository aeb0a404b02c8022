// SPDX-License-Identifier: Apache-2.0
export {
  ConfigError,
  loadConfig,
  logLevels,
  type Environment,
  type GatewayConfig,
  type LogLevel,
} from './config.js';
export { startGateway, type Gateway, type StartOptions } from './gateway.js';
export { startHost, type Host } from './host.js';
export {
  DEVELOPMENT_ISSUER,
  openDevelopmentIssuer,
  type DevelopmentIssuer,
  type TokenRequest,
} from './http/auth/development-issuer.js';
export type { GatewayServices } from './services.js';
