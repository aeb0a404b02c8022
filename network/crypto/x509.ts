// SPDX-License-Identifier: Apache-2.0
/** The certificate library and the polyfill that it needs before it is loaded, in the only place that imports either. */
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(globalThis.crypto);

export { x509 };
