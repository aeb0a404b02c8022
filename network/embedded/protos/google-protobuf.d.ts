// SPDX-License-Identifier: Apache-2.0
// The part of google-protobuf that the Fabric bindings expose; the package ships no types of its own.

declare module 'google-protobuf' {
  export class Message {
    serializeBinary(): Uint8Array;
    cloneMessage(): this;
  }
  export class Map<K, V> {
    get(key: K): V | undefined;
    set(key: K, value: V): this;
    del(key: K): void;
    has(key: K): boolean;
    getLength(): number;
    entries(): IterableIterator<[K, V]>;
  }
  export interface ExtensionFieldInfo<T> {
    readonly type: T;
  }
  export interface ExtensionFieldBinaryInfo<T> {
    readonly type: T;
  }
  export type BinaryReader = object;
  export type BinaryWriter = object;
}

declare module 'google-protobuf/google/protobuf/timestamp_pb.js' {
  import { Message } from 'google-protobuf';
  export class Timestamp extends Message {
    static fromDate(date: Date): Timestamp;
    getSeconds(): number;
    setSeconds(value: number): void;
    getNanos(): number;
    setNanos(value: number): void;
    toDate(): Date;
  }
}

declare module 'google-protobuf/google/protobuf/timestamp_pb' {
  export { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb.js';
}

declare module 'google-protobuf/google/protobuf/any_pb.js' {
  import { Message } from 'google-protobuf';
  export class Any extends Message {
    setTypeUrl(value: string): void;
    setValue(value: Uint8Array): void;
  }
}

declare module 'google-protobuf/google/protobuf/any_pb' {
  export { Any } from 'google-protobuf/google/protobuf/any_pb.js';
}
