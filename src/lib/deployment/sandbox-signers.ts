import { sha256 } from '#lib/chain/hash.ts';
import { importSigner } from '#lib/chain/signer.ts';
import type { Pool } from '#lib/networks.ts';
import type { DeploymentPorts } from './deploy.ts';

/**
 * The parties of the sandbox. Their keys are public on purpose: its passphrase is its own, so no signature made here is
 * valid on any other network, and fixed keys make every contract id a constant. The funder is the root account of the
 * genesis, whose key follows from the passphrase as in stellar-core.
 */
export async function sandboxSigners(
	passphrase: string,
	kind: Pool['kind'] = 'lab'
): Promise<DeploymentPorts['signers']> {
	// parties of their own give the other kind of deployment addresses and tokens of its own on the same network
	const own = kind === 'lab' ? passphrase : `${passphrase} ${kind}`;
	return {
		funder: await importSigner(sha256(passphrase)),
		deployer: await importSigner(sha256(`${own} deployer`)),
		issuer: await importSigner(sha256(`${own} issuer`))
	};
}
