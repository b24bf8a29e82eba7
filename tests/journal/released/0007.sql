BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0007');
CREATE TABLE cue (
	id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	event INTEGER NOT NULL, 
	set_number INTEGER NOT NULL, 
	t FLOAT NOT NULL, 
	cue_id VARCHAR NOT NULL, 
	say VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	CONSTRAINT pk_cue PRIMARY KEY (id), 
	CONSTRAINT fk_cue_session_id FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE, 
	CONSTRAINT uq_cue_session_id_event UNIQUE (session_id, event)
);
INSERT INTO "cue" VALUES(1,1,2,1,9.2,'returns-too-fast','Slowly back.','correct');
CREATE TABLE desk_event (
	id INTEGER NOT NULL, 
	computer VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	utc_offset_min INTEGER NOT NULL, 
	what JSON NOT NULL, 
	CONSTRAINT pk_desk_event PRIMARY KEY (id)
);
INSERT INTO "desk_event" VALUES(1,'a-laptop','prompt','2026-11-30 08:30:00.000000',60,'{"still_s": 1800.0}');
CREATE TABLE desk_memory (
	computer VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	utc_offset_min INTEGER NOT NULL, 
	what JSON NOT NULL, 
	CONSTRAINT pk_desk_memory PRIMARY KEY (computer)
);
INSERT INTO "desk_memory" VALUES('a-laptop','2026-11-30 08:31:00.000000',60,'{"heard": 0}');
CREATE TABLE desk_span (
	id INTEGER NOT NULL, 
	computer VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	begin_at DATETIME NOT NULL, 
	end_at DATETIME NOT NULL, 
	utc_offset_min INTEGER NOT NULL, 
	CONSTRAINT pk_desk_span PRIMARY KEY (id), 
	CONSTRAINT uq_desk_span_computer_begin_at UNIQUE (computer, begin_at), 
	CONSTRAINT ck_desk_span_kind CHECK (kind IN ('sat', 'stood', 'call', 'away', 'unknown'))
);
INSERT INTO "desk_span" VALUES(1,'a-laptop','sat','2026-11-30 08:00:00.000000','2026-11-30 08:31:00.000000',60);
CREATE TABLE rep (
	id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	event INTEGER NOT NULL, 
	set_number INTEGER NOT NULL, 
	side VARCHAR NOT NULL, 
	counted_by VARCHAR NOT NULL, 
	end_s FLOAT NOT NULL, 
	start_s FLOAT, 
	peak_s FLOAT, 
	peak_hip_deg FLOAT, 
	range_deg FLOAT, 
	out_s FLOAT, 
	hold_s FLOAT, 
	back_s FLOAT, 
	confidence FLOAT, 
	faults JSON NOT NULL, 
	short BOOLEAN NOT NULL, 
	removed_s FLOAT, work_j FLOAT, peak_nm FLOAT, 
	CONSTRAINT pk_rep PRIMARY KEY (id), 
	CONSTRAINT ck_rep_side CHECK (side IN ('left', 'right')), 
	CONSTRAINT ck_rep_counted_by CHECK (counted_by IN ('camera', 'hand', 'pace')), 
	CONSTRAINT fk_rep_session_id FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE, 
	CONSTRAINT fk_rep_set FOREIGN KEY(session_id, set_number) REFERENCES session_set (session_id, number) ON DELETE CASCADE, 
	CONSTRAINT uq_rep_session_id_event UNIQUE (session_id, event)
);
INSERT INTO "rep" VALUES(1,1,1,1,'left','camera',9.0,4.0,6.0,36.5,53.0,2.0,0.8,2.2,0.93,'["returns-too-fast"]',0,NULL,21.5,42.0);
INSERT INTO "rep" VALUES(2,1,3,1,'right','hand',14.0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',0,NULL,NULL,NULL);
INSERT INTO "rep" VALUES(3,1,4,1,'left','camera',19.0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',1,NULL,NULL,NULL);
INSERT INTO "rep" VALUES(4,1,5,1,'left','camera',24.0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]',0,25.0,21.5,42.0);
CREATE TABLE seal (
	table_name VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	crc INTEGER, 
	CONSTRAINT pk_seal PRIMARY KEY (table_name, row_id)
)
 WITHOUT ROWID

;
INSERT INTO "seal" VALUES('cue',1,1791007299);
INSERT INTO "seal" VALUES('desk_event',1,3050765882);
INSERT INTO "seal" VALUES('desk_memory',1,1594017117);
INSERT INTO "seal" VALUES('desk_span',1,3410573841);
INSERT INTO "seal" VALUES('rep',1,3181288109);
INSERT INTO "seal" VALUES('rep',2,2418822905);
INSERT INTO "seal" VALUES('rep',3,1787867243);
INSERT INTO "seal" VALUES('rep',4,1502188989);
INSERT INTO "seal" VALUES('session',1,332901148);
INSERT INTO "seal" VALUES('session_set',1,1861547841);
INSERT INTO "seal" VALUES('told',1,2046581823);
INSERT INTO "seal" VALUES('told',2,3722998254);
CREATE TABLE session (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	started_at DATETIME NOT NULL, 
	utc_offset_min INTEGER NOT NULL, 
	ended_at DATETIME, 
	exercise_id VARCHAR NOT NULL, 
	level INTEGER, 
	band BOOLEAN NOT NULL, 
	counting VARCHAR NOT NULL, 
	sets INTEGER NOT NULL, 
	reps_per_side INTEGER NOT NULL, 
	rest_s FLOAT NOT NULL, 
	countdown_s FLOAT NOT NULL, 
	state VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, rung VARCHAR DEFAULT '' NOT NULL, taken_back_at DATETIME, 
	CONSTRAINT ck_session_counting CHECK (counting IN ('camera', 'hand', 'paced')), 
	CONSTRAINT ck_session_state CHECK (state IN ('running', 'done', 'stopped'))
);
INSERT INTO "session" VALUES(1,'2026-03-01 09:30:00.000000',0,NULL,'banded-lying-march',3,1,'camera',2,10,60.0,5.0,'running','','3b',NULL);
CREATE TABLE session_set (
	id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	started_s FLOAT NOT NULL, 
	ended_s FLOAT, 
	CONSTRAINT pk_session_set PRIMARY KEY (id), 
	CONSTRAINT fk_session_set_session_id FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE, 
	CONSTRAINT uq_session_set_session_id_number UNIQUE (session_id, number)
);
INSERT INTO "session_set" VALUES(1,1,1,5.0,NULL);
CREATE TABLE set_aside (
	table_name VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	found_at DATETIME NOT NULL, 
	why VARCHAR NOT NULL, 
	raw VARCHAR NOT NULL, 
	CONSTRAINT pk_set_aside PRIMARY KEY (table_name, row_id)
);
CREATE TABLE told (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	utc_offset_min INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	session_id INTEGER, 
	what JSON NOT NULL, taken_back_at DATETIME, 
	CONSTRAINT pk_told PRIMARY KEY (id), 
	CONSTRAINT fk_told_session_id FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE
);
INSERT INTO "told" VALUES(1,'2026-03-01 08:40:00.000000',60,'feeling',1,'{"before": 1, "during": 2, "effort": 6, "form_kept": true, "stop_symptom": false, "note": ""}',NULL);
INSERT INTO "told" VALUES(2,'2026-03-02 08:40:00.000000',60,'morning',1,'{"pain": 3}',NULL);
CREATE INDEX ix_session_started_at ON session (started_at);
CREATE INDEX ix_session_state ON session (state);
CREATE INDEX ix_told_kind ON told (kind);
CREATE INDEX ix_desk_span_begin_at ON desk_span (begin_at);
CREATE INDEX ix_desk_event_at ON desk_event (at);
CREATE INDEX ix_seal_crc ON seal (crc) WHERE crc IS NULL;
CREATE TRIGGER seal_session_insert AFTER INSERT ON session BEGIN DELETE FROM seal WHERE table_name = 'session' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('session', NEW.rowid, NULL); END;
CREATE TRIGGER seal_session_update AFTER UPDATE ON session BEGIN DELETE FROM seal WHERE table_name = 'session' AND row_id = OLD.rowid; DELETE FROM seal WHERE table_name = 'session' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('session', NEW.rowid, NULL); END;
CREATE TRIGGER seal_session_delete AFTER DELETE ON session BEGIN DELETE FROM seal WHERE table_name = 'session' AND row_id = OLD.rowid; END;
CREATE TRIGGER seal_session_set_insert AFTER INSERT ON session_set BEGIN DELETE FROM seal WHERE table_name = 'session_set' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('session_set', NEW.rowid, NULL); END;
CREATE TRIGGER seal_session_set_update AFTER UPDATE ON session_set BEGIN DELETE FROM seal WHERE table_name = 'session_set' AND row_id = OLD.rowid; DELETE FROM seal WHERE table_name = 'session_set' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('session_set', NEW.rowid, NULL); END;
CREATE TRIGGER seal_session_set_delete AFTER DELETE ON session_set BEGIN DELETE FROM seal WHERE table_name = 'session_set' AND row_id = OLD.rowid; END;
CREATE TRIGGER seal_rep_insert AFTER INSERT ON rep BEGIN DELETE FROM seal WHERE table_name = 'rep' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('rep', NEW.rowid, NULL); END;
CREATE TRIGGER seal_rep_update AFTER UPDATE ON rep BEGIN DELETE FROM seal WHERE table_name = 'rep' AND row_id = OLD.rowid; DELETE FROM seal WHERE table_name = 'rep' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('rep', NEW.rowid, NULL); END;
CREATE TRIGGER seal_rep_delete AFTER DELETE ON rep BEGIN DELETE FROM seal WHERE table_name = 'rep' AND row_id = OLD.rowid; END;
CREATE TRIGGER seal_cue_insert AFTER INSERT ON cue BEGIN DELETE FROM seal WHERE table_name = 'cue' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('cue', NEW.rowid, NULL); END;
CREATE TRIGGER seal_cue_update AFTER UPDATE ON cue BEGIN DELETE FROM seal WHERE table_name = 'cue' AND row_id = OLD.rowid; DELETE FROM seal WHERE table_name = 'cue' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('cue', NEW.rowid, NULL); END;
CREATE TRIGGER seal_cue_delete AFTER DELETE ON cue BEGIN DELETE FROM seal WHERE table_name = 'cue' AND row_id = OLD.rowid; END;
CREATE TRIGGER seal_told_insert AFTER INSERT ON told BEGIN DELETE FROM seal WHERE table_name = 'told' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('told', NEW.rowid, NULL); END;
CREATE TRIGGER seal_told_update AFTER UPDATE ON told BEGIN DELETE FROM seal WHERE table_name = 'told' AND row_id = OLD.rowid; DELETE FROM seal WHERE table_name = 'told' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('told', NEW.rowid, NULL); END;
CREATE TRIGGER seal_told_delete AFTER DELETE ON told BEGIN DELETE FROM seal WHERE table_name = 'told' AND row_id = OLD.rowid; END;
CREATE TRIGGER seal_desk_span_insert AFTER INSERT ON desk_span BEGIN DELETE FROM seal WHERE table_name = 'desk_span' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('desk_span', NEW.rowid, NULL); END;
CREATE TRIGGER seal_desk_span_update AFTER UPDATE ON desk_span BEGIN DELETE FROM seal WHERE table_name = 'desk_span' AND row_id = OLD.rowid; DELETE FROM seal WHERE table_name = 'desk_span' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('desk_span', NEW.rowid, NULL); END;
CREATE TRIGGER seal_desk_span_delete AFTER DELETE ON desk_span BEGIN DELETE FROM seal WHERE table_name = 'desk_span' AND row_id = OLD.rowid; END;
CREATE TRIGGER seal_desk_event_insert AFTER INSERT ON desk_event BEGIN DELETE FROM seal WHERE table_name = 'desk_event' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('desk_event', NEW.rowid, NULL); END;
CREATE TRIGGER seal_desk_event_update AFTER UPDATE ON desk_event BEGIN DELETE FROM seal WHERE table_name = 'desk_event' AND row_id = OLD.rowid; DELETE FROM seal WHERE table_name = 'desk_event' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('desk_event', NEW.rowid, NULL); END;
CREATE TRIGGER seal_desk_event_delete AFTER DELETE ON desk_event BEGIN DELETE FROM seal WHERE table_name = 'desk_event' AND row_id = OLD.rowid; END;
CREATE TRIGGER seal_desk_memory_insert AFTER INSERT ON desk_memory BEGIN DELETE FROM seal WHERE table_name = 'desk_memory' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('desk_memory', NEW.rowid, NULL); END;
CREATE TRIGGER seal_desk_memory_update AFTER UPDATE ON desk_memory BEGIN DELETE FROM seal WHERE table_name = 'desk_memory' AND row_id = OLD.rowid; DELETE FROM seal WHERE table_name = 'desk_memory' AND row_id = NEW.rowid; INSERT INTO seal VALUES ('desk_memory', NEW.rowid, NULL); END;
CREATE TRIGGER seal_desk_memory_delete AFTER DELETE ON desk_memory BEGIN DELETE FROM seal WHERE table_name = 'desk_memory' AND row_id = OLD.rowid; END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('session',1);
COMMIT;
