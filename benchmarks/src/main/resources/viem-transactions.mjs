// One run per line of standard input: url, private key, receiver, count, milliseconds between polls.
import { createInterface } from 'node:readline';
import { createPublicClient, createWalletClient, http, parseGwei } from 'viem';
import { createNonceManager, jsonRpc } from 'viem/nonce';
import { privateKeyToAccount } from 'viem/accounts';
import { foundry } from 'viem/chains';

async function run(url, key, to, count, poll) {
  const nonceManager = createNonceManager({ source: jsonRpc() });
  const account = privateKeyToAccount(key, { nonceManager });
  const transport = http(url, { batch: { batchSize: 1000 } });
  const wallet = createWalletClient({ account, chain: foundry, transport });
  const reader = createPublicClient({ chain: foundry, transport: http(url), cacheTime: 0 });
  const start = process.hrtime.bigint();
  const sent = [];
  for (let i = 0; i < count; i++) {
    sent.push(
      wallet.sendTransaction({
        to,
        value: BigInt(i + 1),
        gas: 21000n,
        type: 'eip1559',
        maxFeePerGas: parseGwei('4'),
        maxPriorityFeePerGas: parseGwei('1'),
      }),
    );
  }
  await Promise.all(sent);
  const end = Date.now() + 20_000;
  while ((await reader.getTransactionCount({ address: account.address })) < count) {
    if (Date.now() > end) {
      throw new Error('lost transactions');
    }
    await new Promise((done) => setTimeout(done, poll));
  }
  return process.hrtime.bigint() - start;
}

for await (const line of createInterface({ input: process.stdin })) {
  const [url, key, to, count, poll] = line.split(' ');
  try {
    console.log(`nanos ${await run(url, key, to, Number(count), Number(poll))}`);
  } catch (e) {
    console.log(`failed: ${String(e.message).replaceAll('\n', ' ')}`);
  }
}
