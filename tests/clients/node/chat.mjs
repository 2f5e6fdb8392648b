// Signs in over the WebSocket as two people, sends a message from one to the other, and prints what arrived as JSON.
// node chat.mjs wss://host:port/xmpp DOMAIN USER PASSWORD USER PASSWORD
import { client, xml } from "@xmpp/client";

const [service, domain, alice, alicePassword, bob, bobPassword] = process.argv.slice(2);

function connect(username, password) {
  const xmpp = client({ service, domain, username, password, resource: "node" });
  xmpp.on("error", (error) => {
    console.error(`${username}: ${error}`);
    process.exitCode = 1;
  });
  return xmpp;
}

const sender = connect(alice, alicePassword);
const receiver = connect(bob, bobPassword);
const arrived = new Promise((resolve) => {
  receiver.on("stanza", (stanza) => {
    if (stanza.is("message") && stanza.getChildText("body")) resolve(stanza);
  });
});

await receiver.start();
await receiver.send(xml("presence"));
await sender.start();
await sender.send(xml("presence"));
await sender.send(xml("message", { type: "chat", to: `${bob}@${domain}` }, xml("body", {}, "hello over the WebSocket")));
const message = await arrived;
console.log(JSON.stringify({ from: message.attrs.from, body: message.getChildText("body"), id: message.getChild("stanza-id")?.attrs.id }));
await sender.stop();
await receiver.stop();
process.exit();
