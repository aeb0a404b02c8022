// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { startServer, type RunningServer } from '../running-server.js';

const path = `/v1/mappings/inventory/${'ab'.repeat(32)}`;
const body = { columns: { 存货编码: 'product' } };

describe('/v1/mappings', () => {
  let server: RunningServer;
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(async () => {
    await server.close();
  });

  it('are put, read, replaced under their version and removed', async () => {
    expect((await server.ask('GET', path)).json).to.include({ code: 'MAPPING_NOT_FOUND' });
    const created = await server.ask('PUT', path, { body });
    expect(created).to.deep.include({ status: 201, json: { data: body } });
    expect(created.headers['etag']).to.equal('"1"');
    expect((await server.ask('PUT', path, { body })).json).to.include({ code: 'PRECONDITION_REQUIRED' });
    const replaced = await server.ask('PUT', path, { body, headers: { 'If-Match': '"1"' } });
    expect(replaced).to.deep.include({ status: 200, json: { data: body } });
    expect((await server.ask('PUT', path, { body, headers: { 'If-Match': '*' } })).headers['etag']).to.equal(
      '"3"',
    );
    expect((await server.ask('DELETE', path)).json).to.include({ code: 'PRECONDITION_REQUIRED' });
    expect((await server.ask('DELETE', path, { headers: { 'If-Match': '"3"' } })).status).to.equal(204);
    expect((await server.ask('GET', path)).status).to.equal(404);
  });

  it('are for who may publish that kind, under hashes alone', async () => {
    const asked = async (scopes: string, where = path) =>
      (await server.ask('PUT', where, { scopes, body })).json['code'];
    expect(await asked('publish:forecast')).to.equal('ACCESS_DENIED');
    expect(await asked('read:*')).to.equal('ACCESS_DENIED');
    expect(await asked('admin', '/v1/mappings/inventory/abc')).to.equal('MAPPING_NOT_FOUND');
    expect(await asked('publish:inventory')).to.equal(undefined);
  });
});

describe('/v1/settings', () => {
  it('are read and replaced under their version', async () => {
    const server = await startServer();
    const read = await server.ask('GET', '/v1/settings', { scopes: 'read:*' });
    expect(read).to.deep.include({ status: 200, json: { data: { timeZone: 'Asia/Shanghai' } } });
    const put = (headers: Record<string, string>, scopes = 'admin') =>
      server.ask('PUT', '/v1/settings', { scopes, headers, body: { timeZone: 'UTC' } });
    expect((await put({})).json).to.include({ code: 'PRECONDITION_REQUIRED' });
    expect((await put({ 'If-Match': '"7"' })).json).to.include({ code: 'PRECONDITION_FAILED' });
    expect((await put({ 'If-Match': '"0"' }, 'publish:*')).json).to.include({ code: 'ACCESS_DENIED' });
    expect((await put({ 'If-Match': '"0"' })).headers['etag']).to.equal('"1"');
    await server.close();
  });
});
