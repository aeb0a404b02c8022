// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { ConfigError, loadConfig, type Environment } from '@chainshare/gateway';

const complete: Environment = {
  ENTERPRISE: 'Xinghe',
  DATA_DIR: '/var/lib/chainshare/Xinghe/gateway',
  LEDGER_ENDPOINTS: 'peer0.xinghe.example:7051',
  LEDGER_CHANNEL: 'chainshare',
  HTTP_PORT: '8080',
  TOKEN_ISSUER: 'https://id.xinghe.example',
  TOKEN_KEYS: '/etc/chainshare/jwks.json',
  KEY_PASSPHRASE: 'correct horse',
};

function faultsOf(env: Environment): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('configuration', () => {
  it('takes what is obligatory and fills in the rest', () => {
    expect(loadConfig(complete)).to.deep.equal({
      enterprise: 'Xinghe',
      dataDir: '/var/lib/chainshare/Xinghe/gateway',
      ledger: {
        endpoints: ['peer0.xinghe.example:7051'],
        channel: 'chainshare',
        identityDir: '/var/lib/chainshare/Xinghe/gateway/identity',
      },
      http: { host: '127.0.0.1', port: 8080 },
      tokens: { issuer: 'https://id.xinghe.example', keys: ['/etc/chainshare/jwks.json'] },
      development: false,
      passphrase: 'correct horse',
      blockLagMax: 50,
      logLevel: 'info',
    });
  });

  it('takes everything that may be said', () => {
    const config = loadConfig({
      ...complete,
      LEDGER_ENDPOINTS: 'peer0.xinghe.example:7051, peer1.xinghe.example:7051',
      LEDGER_IDENTITY_DIR: '/identity',
      LEDGER_TLS_ROOT_CERT: '/tls/ca.crt',
      HTTP_HOST: '::',
      PUBLIC_URL: 'https://gateway.xinghe.example',
      TOKEN_KEYS: '/a.pem, /b.pem',
      FOUNDING_MEMBERS: 'Qiming,Xinghe',
      BLOCK_LAG_MAX: '10',
      LOG_LEVEL: 'debug',
      DEVELOPMENT: 'true',
    });
    expect(config.ledger.endpoints).to.deep.equal(['peer0.xinghe.example:7051', 'peer1.xinghe.example:7051']);
    expect(config.ledger).to.include({ identityDir: '/identity', tlsRootCert: '/tls/ca.crt' });
    expect(config.http).to.deep.equal({
      host: '::',
      port: 8080,
      publicUrl: 'https://gateway.xinghe.example',
    });
    expect(config.tokens.keys).to.deep.equal(['/a.pem', '/b.pem']);
    expect(config.foundingMembers).to.deep.equal(['Qiming', 'Xinghe']);
    expect(config).to.include({ blockLagMax: 10, logLevel: 'debug', development: true });
  });

  it('tells everything that is wrong at once', () => {
    const faults = faultsOf({
      ...complete,
      ENTERPRISE: 'Xing~he',
      DATA_DIR: '',
      HTTP_PORT: '70000',
      PUBLIC_URL: 'gateway',
      LOG_LEVEL: 'loud',
      DEVELOPMENT: 'yes',
      BLOCK_LAG_MAX: '-1',
      TOKEN_KEYS: ' , ',
    });
    const variables = ['ENTERPRISE', 'DATA_DIR', 'HTTP_PORT', 'PUBLIC_URL', 'LOG_LEVEL', 'DEVELOPMENT'];
    for (const variable of [...variables, 'BLOCK_LAG_MAX', 'TOKEN_KEYS']) {
      expect(faults.filter((fault) => fault.startsWith(variable))).to.have.length(1);
    }
  });

  it('refuses to keep keys without a passphrase outside development', () => {
    const rest = { ...complete, KEY_PASSPHRASE: undefined };
    expect(faultsOf(rest)).to.deep.equal(['KEY_PASSPHRASE is required: it seals the encryption keys']);
    expect(faultsOf({ ...rest, DEVELOPMENT: 'true' })).to.deep.equal([]);
  });

  it('cannot be changed afterwards', () => {
    const config = loadConfig(complete) as { http: { port: number } };
    expect(() => (config.http.port = 1)).to.throw(TypeError);
  });
});
