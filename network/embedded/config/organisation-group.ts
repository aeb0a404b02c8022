// SPDX-License-Identifier: Apache-2.0
import { anyRoleOf } from '../policy/policy-text.js';
import { common, encode, msp, peer } from '../protos/index.js';
import { newGroup, setPolicy, setValue, signaturePolicy } from './config-group.js';

/** What the channel configuration says about one organisation. */
export interface OrganisationDefinition {
  readonly mspId: string;
  /** Root certificate, PEM. */
  readonly cacert: string;
  /** `host:port` under which the peers of other organisations find it. */
  readonly anchorPeer?: string;
}

/** The entry of an organisation with peers under `/Channel/Application`. */
export function applicationOrganisation(definition: OrganisationDefinition): common.ConfigGroup {
  const { mspId } = definition;
  const group = newGroup();
  setValue(group, 'MSP', mspConfig(definition));
  setPolicy(group, 'Readers', signaturePolicy(anyRoleOf(mspId, ['admin', 'peer', 'client'])));
  setPolicy(group, 'Writers', signaturePolicy(anyRoleOf(mspId, ['admin', 'client'])));
  setPolicy(group, 'Admins', signaturePolicy(anyRoleOf(mspId, ['admin'])));
  setPolicy(group, 'Endorsement', signaturePolicy(anyRoleOf(mspId, ['peer'])));
  if (definition.anchorPeer) setValue(group, 'AnchorPeers', anchorPeers(definition.anchorPeer));
  return group;
}

/** The entry of the ordering organisation under `/Channel/Orderer`. */
export function orderingOrganisation(definition: OrganisationDefinition): common.ConfigGroup {
  const { mspId } = definition;
  const group = newGroup();
  setValue(group, 'MSP', mspConfig(definition));
  setPolicy(group, 'Readers', signaturePolicy(anyRoleOf(mspId, ['member'])));
  setPolicy(group, 'Writers', signaturePolicy(anyRoleOf(mspId, ['member'])));
  setPolicy(group, 'Admins', signaturePolicy(anyRoleOf(mspId, ['admin'])));
  return group;
}

function anchorPeers(address: string): peer.AnchorPeers {
  const [host = '', port = ''] = address.split(':');
  const anchor = new peer.AnchorPeer();
  anchor.setHost(host);
  anchor.setPort(Number(port));
  const list = new peer.AnchorPeers();
  list.setAnchorPeersList([anchor]);
  return list;
}

function mspConfig({ mspId, cacert }: OrganisationDefinition): msp.MSPConfig {
  const root = Buffer.from(cacert);
  const crypto = new msp.FabricCryptoConfig();
  crypto.setSignatureHashFamily('SHA2');
  crypto.setIdentityIdentifierHashFunction('SHA256');
  const units = new msp.FabricNodeOUs();
  units.setEnable(true);
  units.setClientOuIdentifier(nodeUnit('client', root));
  units.setPeerOuIdentifier(nodeUnit('peer', root));
  units.setAdminOuIdentifier(nodeUnit('admin', root));
  units.setOrdererOuIdentifier(nodeUnit('orderer', root));
  const fabric = new msp.FabricMSPConfig();
  fabric.setName(mspId);
  fabric.setRootCertsList([root]);
  fabric.setTlsRootCertsList([root]);
  fabric.setCryptoConfig(crypto);
  fabric.setFabricNodeOus(units);
  const config = new msp.MSPConfig();
  config.setType(0); // FABRIC, the X.509 kind (msp.ProviderType)
  config.setConfig(encode(fabric));
  return config;
}

function nodeUnit(unit: string, root: Uint8Array): msp.FabricOUIdentifier {
  const identifier = new msp.FabricOUIdentifier();
  identifier.setOrganizationalUnitIdentifier(unit);
  identifier.setCertificate(root);
  return identifier;
}
