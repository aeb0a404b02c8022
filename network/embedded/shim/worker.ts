// SPDX-License-Identifier: Apache-2.0
// Runs an unmodified chaincode package in a worker thread: fabric-shim's own message handler, with the message port in
// the place of the gRPC stream.
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

/** What a worker is told about the package that it runs. */
export interface WorkerData {
  readonly packageId: string;
  /** Folder with the `package.json` of the chaincode. */
  readonly dir: string;
}

interface ShimMessage {
  serializeBinary(): Uint8Array;
}

/** The parts of fabric-shim that its own launcher uses; they carry no types. */
interface Shim {
  readonly bootstrap: {
    getInfoFromContract(dir: string): {
      contracts: unknown[];
      serializers: unknown;
      title: string;
      version: string;
    };
    getMetadata(dir: string): Promise<unknown>;
  };
  readonly ChaincodeFromContract: new (...parts: unknown[]) => object;
  readonly ChaincodeMessageHandler: new (
    stream: EventEmitter,
    chaincode: object,
  ) => {
    chat(first: ShimMessage): void;
  };
  readonly peer: typeof import('@hyperledger/fabric-protos').peer;
}

function loadShim(dir: string): Shim {
  const load = createRequire(join(dir, 'package.json'));
  const shimLoad = createRequire(load.resolve('fabric-shim'));
  const { ChaincodeMessageHandler } = load('fabric-shim/lib/handler') as Pick<
    Shim,
    'ChaincodeMessageHandler'
  >;
  return {
    bootstrap: load('fabric-shim/lib/contract-spi/bootstrap') as Shim['bootstrap'],
    ChaincodeFromContract: load(
      'fabric-shim/lib/contract-spi/chaincodefromcontract',
    ) as Shim['ChaincodeFromContract'],
    ChaincodeMessageHandler,
    peer: (shimLoad('@hyperledger/fabric-protos') as Pick<Shim, 'peer'>).peer,
  };
}

/** A stream in the sense of the shim's handler: messages in as events, messages out by `write`. */
class PortStream extends EventEmitter {
  write(message: ShimMessage): boolean {
    const bytes = message.serializeBinary();
    parentPort?.postMessage(bytes, [bytes.buffer as ArrayBuffer]);
    return true;
  }

  end(): void {
    parentPort?.close();
  }
}

async function run({ packageId, dir }: WorkerData): Promise<void> {
  const { bootstrap, ChaincodeFromContract, ChaincodeMessageHandler, peer } = loadShim(dir);
  const { contracts, serializers, title, version } = bootstrap.getInfoFromContract(dir);
  const metadata = await bootstrap.getMetadata(dir);
  const chaincode = new ChaincodeFromContract(contracts, serializers, metadata, title, version);
  const stream = new PortStream();
  parentPort?.on('message', (bytes: Uint8Array) => {
    stream.emit('data', peer.ChaincodeMessage.deserializeBinary(bytes));
  });
  const id = new peer.ChaincodeID();
  id.setName(packageId);
  const register = new peer.ChaincodeMessage();
  register.setType(peer.ChaincodeMessage.Type.REGISTER);
  register.setPayload(id.serializeBinary());
  new ChaincodeMessageHandler(stream, chaincode).chat(register);
}

await run(workerData as WorkerData);
