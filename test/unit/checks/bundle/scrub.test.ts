import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { performance } from "node:perf_hooks";
import { scrubber } from "../../../../components/checks/bundle/scrub.ts";
import { cloudInitVolume } from "../../../../components/virtual-machines/cloud-init.ts";

const { text, object } = scrubber();
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const keyLines = pem.trim().split("\n");
const jwt = ["eyJhbGciOiJSUzI1NiJ9", "eyJzdWIiOiJzeXN0ZW0ifQ", "c2lnbmF0dXJl"].join(".");

/** Each holds `hunter2` or another secret, and something that has to stay. */
const samples: Record<string, readonly [text: string, secret: string, stays: string]> = {
  "the database's password in a command": [
    "env PGPASSWORD=cheese psql --host=192.168.200.1",
    "cheese",
    "--host=192.168.200.1",
  ],
  "the database's password as a bare word": ["login of splinter with cheese at turtles", "cheese", "splinter"],
  "the database's password within a word": ["postgres://splinter:xcheesex@db/turtles", "cheese", "/turtles"],
  "the database's password in base64": ["x: Y2hlZXNl y", "Y2hlZXNl", "x:"],
  "a password in a connection's URL": [
    "postgres://splinter:hunter2@192.168.200.1:5432/turtles",
    "hunter2",
    "192.168.200.1:5432",
  ],
  "an assignment in quotes": [`PGPASSWORD='hun ter2' psql -h db`, "ter2", "psql -h db"],
  "an assignment with odd characters": ["DB_PASSWORD=hunter2,x;y&z' next", "y&z", "next"],
  "an option": ["mysql --password hunter2 --host db", "hunter2", "--host db"],
  "an option with =": ["kubectl --token=hunter2 get pods", "hunter2", "get pods"],
  "a line of YAML with blanks": ["a: 1\npassword: correct hunter2 battery\nb: 2", "hunter2", "b: 2"],
  "a line of YAML in double quotes": ['  admin_password: "hun\\"ter2 x"\n  b: 2', "ter2", "b: 2"],
  "a block scalar": ["  token: |\n    hunter2\n    more\n  b: 2", "hunter2", "b: 2"],
  "a flow map": ["{password: hunter2, chpasswd: {expire: false}}", "hunter2", "expire: false"],
  JSON: ['{"user":"x","password":"hun\\"ter2","port":1}', "ter2", '"port":1'],
  "JSON in a quoted text": ['"{\\"token\\":\\"hunter2\\",\\"port\\":1}"', "hunter2", "port"],
  "a variable of a container": [
    "- name: DB_PASSWORD\n  value: hun ter2\n- name: DB_IP\n  value: db",
    "ter2",
    "value: db",
  ],
  "a variable in JSON": [
    '{"name":"ADMIN_PASSWORD_1","value":"hunter2"},{"name":"b","value":"c"}',
    "hunter2",
    '"value":"c"',
  ],
  "a header with a token": [
    "GET /api\r\nAuthorization: Bearer hunter2hunter2\r\nAccept: */*",
    "hunter2",
    "Accept: */*",
  ],
  "a header of basic authentication": ["authorization: Basic aHVudGVyMg==\nhost: x", "aHVudGVyMg", "host: x"],
  "a cookie": ["Set-Cookie: session=hunter2; Path=/\nhost: x", "hunter2", "host: x"],
  "a bearer token in a log": ["request with bearer abcdef.123456-hunter2 failed", "hunter2", "failed"],
  "a token as a WebSocket's protocol": ["base64url.bearer.authorization.k8s.io.aHVudGVyMg x", "aHVudGVyMg", " x"],
  "a JSON Web Token": [`token was ${jwt}.`, "eyJzdWIiOiJzeXN0ZW0ifQ", "token was"],
  "a token of OpenShift": ["oc login sha256~abcdefghijklmnopqrstuvwxyz012345 ok", "abcdefghij", "ok"],
  "a token of kubeadm": ["kubeadm join 172.18.0.2:6443 abcdef.0123456789abcdef", "0123456789abcdef", "172.18.0.2:6443"],
  "a password's hash": ["root:$6$salt$hunter2hash/x:19000:0", "hunter2", ":19000"],
  "a private key": [`before\n${pem}after`, keyLines[1] ?? "", "after"],
  "a private key on one line": [JSON.stringify({ a: pem, b: "stays" }), keyLines[1] ?? "", "stays"],
  "a private key without its end": [`before\n${keyLines.slice(0, -1).join("\n")}`, keyLines[1] ?? "", "before"],
  "a private key without its beginning": [
    `before:\n${keyLines.slice(1).join("\n")}\nafter`,
    keyLines[1] ?? "",
    "after",
  ],
  "a private key in base64": [
    `x ${Buffer.from(pem).toString("base64")} after`,
    Buffer.from(pem).toString("base64").slice(60, 90),
    "after",
  ],
  "a kubeconfig's key": ["    client-key-data: aHVudGVyMg==\n    server: https://x", "aHVudGVyMg", "server: https://x"],
  "a Secret in YAML": [
    "apiVersion: v1\nkind: Secret\ndata:\n  a: aHVudGVyMg==\n  b: |\n    aHVudGVyMg:x\ntype: Opaque",
    "aHVudGVyMg",
    "type: Opaque",
  ],
  "a Secret in JSON": ['{"kind":"Secret","stringData":{"a":"{hunter2"},"type":"Opaque"}', "hunter2", "Opaque"],
  "cloud-init's list of passwords": [
    "chpasswd:\n  list: |\n    fedora:hunter2\n    root:hunter2\n  expire: false",
    "hunter2",
    "expire: false",
  ],
  "the guests' password": [
    `${cloudInitVolume({ packages: ["postgresql"] }).userData}x`,
    "password: fedora",
    "postgresql",
  ],
  "the guests' password in a quoted text": [JSON.stringify(cloudInitVolume({})), "password: fedora", "expire: false"],
};

describe("the scrubber of bundles", () => {
  for (const [what, [sample, secret, stays]] of Object.entries(samples))
    it(`removes ${what}`, () => {
      assert.ok(secret !== "" && sample.includes(secret) && sample.includes(stays), "the sample is wrong");
      const scrubbed = text(sample);
      assert.ok(!scrubbed.includes(secret), scrubbed);
      assert.ok(scrubbed.includes(stays), scrubbed);
      assert.ok(scrubbed.includes("[removed]"), scrubbed);
      assert.equal(text(scrubbed), scrubbed, "twice is not as once");
    });

  const harmless = [
    "automountServiceAccountToken: false",
    "volumes:\n- name: key\n  secret:\n    secretName: ovnkube-webhook-cert\n",
    "      - serviceAccountToken:\n          expirationSeconds: 3607\n",
    "env:\n- name: X\n  valueFrom:\n    secretKeyRef:\n      key: password\n      name: x\n",
    "image: quay.io/containerdisks/fedora:38",
    "[fedora@red ~]$ ip route",
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    'external_ids: {"k8s.ovn.org/id"="default-network-controller:NetpolNode:worker:Egress:10.244.1.2"}',
    "Bearer of bad news",
    "chpasswd: { expire: false }",
    "lrp a1b2c3.d4 mac 0a:58:0a:f4:01:05",
  ];
  for (const sample of harmless) it(`leaves ${JSON.stringify(sample)}`, () => assert.equal(text(sample), sample));

  it("removes secrets that are known wherever they stand, the longest first", () =>
    assert.equal(
      scrubber(["abcd", "abcdef", "ab"]).text("ab abcdef xabcdx YWJjZGVm"),
      "ab [removed] x[removed]x [removed]",
    ));

  it("takes what is no more than a second for a megabyte of what looks like a secret", () => {
    for (const piece of [
      "eyJ",
      "a",
      "password",
      "-----BEGIN PRIVATE KEY-----",
      "--",
      "\\n  ",
      "kind: Secret\ndata:\n  ",
      '"',
      "A".repeat(64) + "\n",
    ]) {
      const start = performance.now();
      text(piece.repeat(Math.ceil(1_000_000 / piece.length)));
      assert.ok(performance.now() - start < 3000, `${JSON.stringify(piece)}: ${performance.now() - start} ms`);
    }
  });

  describe("in objects", () => {
    const scrubbed = (value: unknown): string => JSON.stringify(object(value));

    it("removes values by their names, and leaves references", () => {
      const spec = {
        containers: [
          {
            image: "fedora",
            command: ["mysql", "--password", "hunter2", "--host", "db"],
            env: [
              { name: "DB_PASSWORD", value: "hunter2" },
              { name: "DB_IP", value: "192.168.200.1" },
              { name: "REF", valueFrom: { secretKeyRef: { name: "creds", key: "password" } } },
            ],
          },
        ],
        automountServiceAccountToken: false,
        volumes: [{ secret: { secretName: "creds" } }],
        tokens: { password: 17, passphrase: ["hunter2"] },
      };
      const expected = structuredClone(spec) as unknown as Record<
        string,
        { command: string[]; env: { value?: string }[] }[]
      > & {
        tokens: { passphrase: string[] };
      };
      const container = expected["containers"]?.[0];
      assert.ok(container?.env[0]);
      container.command[2] = "[removed]";
      container.env[0].value = "[removed]";
      expected.tokens.passphrase = ["[removed]"];
      assert.deepEqual(object(spec), expected);
    });

    it("removes a Secret's data, whose names stay", () => {
      const secret = {
        kind: "Secret",
        data: { "tls.key": "aHVudGVyMg==" },
        stringData: { b: "hunter2" },
        type: "Opaque",
      };
      assert.deepEqual(object({ items: [secret] }), {
        items: [{ kind: "Secret", data: { "tls.key": "[removed]" }, stringData: { b: "[removed]" }, type: "Opaque" }],
      });
    });

    it("removes a guest's password from its cloud-init, and leaves its network", () => {
      const volume = cloudInitVolume({ ethernets: { eth0: { dhcp4: true } } });
      const out = scrubbed({ cloudInitNoCloud: { ...volume, userDataBase64: "aHVudGVyMg==" } });
      assert.ok(!/password: fedora|aHVudGVyMg/.test(out) && out.includes("dhcp4: true"), out);
    });

    it("drops what repeats the object", () =>
      assert.equal(
        scrubbed({
          metadata: {
            name: "x",
            managedFields: [{}],
            annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}" },
          },
        }),
        '{"metadata":{"name":"x","annotations":{}}}',
      ));
  });
});
