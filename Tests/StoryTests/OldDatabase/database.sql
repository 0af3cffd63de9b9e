PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('2026-11-23 first schema');
CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  sku TEXT NOT NULL UNIQUE CHECK (length(sku) BETWEEN 1 AND 255),
  version INTEGER NOT NULL CHECK (version >= 0)
) STRICT;
INSERT INTO products VALUES(1,'LAMP',8);
INSERT INTO products VALUES(2,'VASE',6);
INSERT INTO products VALUES(3,'SOFA',2);
INSERT INTO products VALUES(4,'BED',2);
CREATE TABLE batches (
  number INTEGER PRIMARY KEY,
  ref TEXT NOT NULL UNIQUE CHECK (length(ref) BETWEEN 1 AND 255),
  product INTEGER NOT NULL REFERENCES products,
  purchased INTEGER NOT NULL CHECK (purchased BETWEEN 0 AND 1000000000),
  eta TEXT CHECK (length(eta) = 10),
  first_purchased INTEGER NOT NULL CHECK (first_purchased BETWEEN 0 AND 1000000000),
  first_eta TEXT CHECK (length(first_eta) = 10),
  import INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT;
INSERT INTO batches VALUES(1,'B1',1,7,NULL,10,NULL,1,2);
INSERT INTO batches VALUES(2,'B2',1,2,'2026-12-01',6,'2026-12-01',1,3);
INSERT INTO batches VALUES(3,'B3',2,4,NULL,4,NULL,1,4);
INSERT INTO batches VALUES(4,'B4',3,0,NULL,0,NULL,1,5);
INSERT INTO batches VALUES(5,'B5',4,3,NULL,3,NULL,6,2);
INSERT INTO batches VALUES(6,'B6',2,9,NULL,9,NULL,6,3);
CREATE TABLE stock (
  product INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  available INTEGER NOT NULL CHECK (available BETWEEN 1 AND 1000000000),
  newest INTEGER,
  PRIMARY KEY (product, batch)
) STRICT, WITHOUT ROWID;
INSERT INTO stock VALUES(1,2,2,NULL);
INSERT INTO stock VALUES(2,3,3,9);
INSERT INTO stock VALUES(4,5,2,7);
CREATE TABLE used_up (
  batch INTEGER PRIMARY KEY,
  newest INTEGER NOT NULL
) STRICT;
INSERT INTO used_up VALUES(1,8);
INSERT INTO used_up VALUES(6,5);
CREATE TABLE order_lines (
  number INTEGER PRIMARY KEY,
  orderid TEXT NOT NULL,
  sku TEXT NOT NULL,
  qty INTEGER NOT NULL CHECK (qty BETWEEN 1 AND 1000000000),
  batch INTEGER,
  previous INTEGER,
  import INTEGER NOT NULL,
  line INTEGER NOT NULL,
  moved INTEGER NOT NULL DEFAULT 0 CHECK (moved IN (0, 1))
) STRICT;
INSERT INTO order_lines VALUES(1,'O-1','LAMP',6,1,NULL,2,2,0);
INSERT INTO order_lines VALUES(2,'O-2','LAMP',4,NULL,NULL,2,3,1);
INSERT INTO order_lines VALUES(3,'O-3','LAMP',5,NULL,NULL,2,4,1);
INSERT INTO order_lines VALUES(4,'O-4','VASE',3,3,NULL,2,5,0);
INSERT INTO order_lines VALUES(5,'O-5','VASE',9,6,NULL,2,6,1);
INSERT INTO order_lines VALUES(6,'O-8','SOFA',2,NULL,NULL,2,9,0);
INSERT INTO order_lines VALUES(7,'O-6','BED',1,5,NULL,2,7,0);
INSERT INTO order_lines VALUES(8,'O-9','LAMP',1,1,1,9,2,0);
INSERT INTO order_lines VALUES(9,'O-10','VASE',1,3,4,9,3,0);
CREATE TABLE backorders (
  sku TEXT NOT NULL,
  qty INTEGER NOT NULL CHECK (qty BETWEEN 1 AND 1000000000),
  number INTEGER NOT NULL,
  orderid TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (sku, qty, number)
) STRICT, WITHOUT ROWID;
INSERT INTO backorders VALUES('LAMP',4,2,'O-2',2);
INSERT INTO backorders VALUES('LAMP',5,3,'O-3',3);
INSERT INTO backorders VALUES('SOFA',2,6,'O-8',1);
CREATE TABLE cancelled_lines (
  orderid TEXT NOT NULL,
  sku TEXT NOT NULL,
  qty INTEGER NOT NULL CHECK (qty BETWEEN 1 AND 1000000000),
  batch INTEGER,
  number INTEGER,
  PRIMARY KEY (orderid, sku)
) STRICT, WITHOUT ROWID;
INSERT INTO cancelled_lines VALUES('O-4','VASE',3,3,NULL);
CREATE TABLE allocations_view (
  orderid TEXT NOT NULL,
  sku TEXT NOT NULL,
  qty INTEGER NOT NULL,
  batchref TEXT NOT NULL,
  PRIMARY KEY (orderid, sku)
) STRICT, WITHOUT ROWID;
INSERT INTO allocations_view VALUES('O-1','LAMP',6,'B1');
INSERT INTO allocations_view VALUES('O-10','VASE',1,'B3');
INSERT INTO allocations_view VALUES('O-5','VASE',9,'B6');
INSERT INTO allocations_view VALUES('O-6','BED',1,'B5');
INSERT INTO allocations_view VALUES('O-9','LAMP',1,'B1');
CREATE TABLE changes (
  after INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  orderid TEXT NOT NULL,
  sku TEXT NOT NULL,
  qty INTEGER NOT NULL,
  batchref TEXT NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('allocated', 'deallocated')),
  PRIMARY KEY (after, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO changes VALUES(6,1,'O-2','LAMP',4,'B1','deallocated');
INSERT INTO changes VALUES(6,2,'O-4','VASE',3,'B3','deallocated');
INSERT INTO changes VALUES(6,3,'O-5','VASE',9,'B6','allocated');
INSERT INTO changes VALUES(6,4,'O-3','LAMP',5,'B2','deallocated');
CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  command TEXT NOT NULL CHECK (command IN ('run', 'import', 'report')),
  started INTEGER NOT NULL,
  settings TEXT NOT NULL,
  phase TEXT NOT NULL CHECK (phase IN ('begun', 'chosen', 'finished')),
  published INTEGER NOT NULL DEFAULT 0 CHECK (published IN (0, 1)),
  -- How often it was taken up again after an interruption.
  resumed INTEGER NOT NULL DEFAULT 0,
  -- What lay in the inbox and was not taken, with the reasons, as a JSON array.
  left_alone TEXT NOT NULL DEFAULT '[]',
  -- The newest line that the published reports tell of.
  through INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO runs VALUES(1,'20261123T020000Z','run',1795399200,'{"again":false,"deferDays":14,"keepReports":30,"rawCells":false}','finished',1,0,'[]',6);
INSERT INTO runs VALUES(2,'20261124T020000Z','import',1795485600,'{"again":false,"deferDays":14,"keepReports":30,"rawCells":false}','finished',0,0,'[]',0);
INSERT INTO runs VALUES(3,'20261125T020000Z','run',1795572000,'{"again":false,"deferDays":14,"keepReports":30,"rawCells":false}','chosen',0,0,'[]',0);
CREATE TABLE imports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES runs,
  name ANY NOT NULL CHECK (typeof(name) IN ('text', 'blob')),
  kind TEXT CHECK (kind IN
    ('batches', 'quantities', 'etas', 'allocations', 'orders', 'cancellations')),
  retry_of INTEGER REFERENCES imports,
  phase TEXT NOT NULL CHECK (phase IN ('chosen', 'loading', 'complete', 'settled')),
  state TEXT NOT NULL CHECK (state IN
    ('imported', 'grown', 'duplicate', 'retried', 'failed', 'held', 'gone')),
  sha256 TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL DEFAULT 0,
  header BLOB NOT NULL DEFAULT x'',
  delimiter INTEGER NOT NULL DEFAULT 44,
  rows INTEGER NOT NULL DEFAULT 0,
  skipped_rows INTEGER NOT NULL DEFAULT 0,
  blank_rows INTEGER NOT NULL DEFAULT 0,
  ends_open INTEGER NOT NULL DEFAULT 0,
  done_rows INTEGER NOT NULL DEFAULT 0,
  applied INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  deferred INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  earlier INTEGER REFERENCES imports,
  reason TEXT NOT NULL DEFAULT '',
  warnings TEXT NOT NULL DEFAULT '[]',
  needs_human INTEGER NOT NULL DEFAULT 0,
  destination ANY
) STRICT;
INSERT INTO imports VALUES(1,1,'batches-1.csv','batches',NULL,'settled','imported','332d83762e8760b34229432c8118ab69b65fc655fc93dd63d19f17d782bc60b8',71,X'7265662c736b752c7174792c6574610a',44,4,0,0,0,4,4,0,0,0,NULL,'','[]',0,'batches-1.csv');
INSERT INTO imports VALUES(2,1,'orders-1.csv','orders',NULL,'settled','imported','9df0f2c5b0d02931b08f302a7c905ec8277259afddb7c0792d4f7d04088b9efb',103,X'6f7264657269642c736b752c7174790a',44,8,0,0,0,8,6,0,1,1,NULL,'','[]',0,'orders-1.csv');
INSERT INTO imports VALUES(3,2,'quantities-1.csv','quantities',NULL,'settled','imported','a75625efdf59d793a11ccdb8ec91c6e7f1b70936089e33e70417002aeb95846d',13,X'7265662c7174790a',44,1,0,0,0,1,1,0,0,0,NULL,'','[]',0,'quantities-1.csv');
INSERT INTO imports VALUES(4,2,'orders-1.csv','orders',2,'settled','retried','',0,X'6f7264657269642c736b752c7174790a',44,1,0,0,0,1,0,0,1,0,NULL,'','[]',0,NULL);
INSERT INTO imports VALUES(5,2,'cancellations-1.csv','cancellations',NULL,'settled','imported','2500df619e4601fc4b8a5e7b80d1ac62784d333e00e38f5c6930fc6936700d85',21,X'6f7264657269642c736b750a',44,1,0,0,0,1,1,0,0,0,NULL,'','[]',0,'cancellations-1.csv');
INSERT INTO imports VALUES(6,3,'batches-2.csv','batches',NULL,'settled','imported','84b5b4a3af62dc65ac070d7e7d34119ff58660d274d62fc52efb8662fb19492e',37,X'7265662c736b752c7174792c6574610a',44,2,0,0,0,2,2,0,0,0,NULL,'','[]',0,'batches-2.csv');
INSERT INTO imports VALUES(7,3,'quantities-2.csv','quantities',NULL,'settled','imported','a545842bc47f43ff837d5bb3119758d1d7fb38a9f32fa0b5fb9d763fbbe761ed',13,X'7265662c7174790a',44,1,0,0,0,1,1,0,0,0,NULL,'','[]',0,'quantities-2.csv');
INSERT INTO imports VALUES(8,3,'orders-1.csv','orders',2,'settled','retried','',0,X'6f7264657269642c736b752c7174790a',44,1,0,0,0,1,1,0,0,0,NULL,'','[]',0,NULL);
INSERT INTO imports VALUES(9,3,'orders-2.csv','orders',NULL,'loading','imported','a0cab24b34ad85467535cede870ece42c0d00b7e1bab05b6ad05f194a3579128',85,X'6f7264657269642c736b752c7174790a',44,6,0,0,0,2,2,0,0,0,NULL,'','[]',0,NULL);
CREATE TABLE unsettled_rows (
  import INTEGER NOT NULL,
  row INTEGER NOT NULL,
  line INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('rejected', 'deferred')),
  tried INTEGER NOT NULL,
  cells BLOB NOT NULL,
  cell_count INTEGER NOT NULL,
  PRIMARY KEY (import, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE faults (
  import INTEGER NOT NULL,
  row INTEGER NOT NULL,
  n INTEGER NOT NULL,
  code TEXT NOT NULL,
  column_name TEXT NOT NULL,
  value TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (import, row, n)
) STRICT, WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('runs',3);
INSERT INTO sqlite_sequence VALUES('imports',9);
CREATE UNIQUE INDEX backorders_by_key ON backorders (orderid, sku);
CREATE INDEX imports_by_run ON imports (run);
CREATE INDEX imports_by_sha256 ON imports (sha256);
CREATE INDEX imports_by_name ON imports (name);
CREATE INDEX imports_by_kind ON imports (kind, id);
CREATE INDEX unsettled_rows_by_try ON unsettled_rows (tried);
COMMIT;
