-- As those of version 5.

INSERT INTO source (source, name, url, licence, licence_url) VALUES
('assemblee', 'Assemblée nationale', 'https://data.assemblee-nationale.fr', 'Licence Ouverte 2.0', 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/'),
('nosdeputes', 'NosDéputés.fr (Regards Citoyens)', 'https://www.nosdeputes.fr', 'ODbL 1.0', 'https://opendatacommons.org/licenses/odbl/1-0/');

INSERT INTO witness (source, detail, place) VALUES
('assemblee', 'document', 1),
('assemblee', 'export', 2),
('assemblee', 'page', 3),
('nosdeputes', 'document', 4),
('nosdeputes', 'page', 5);

INSERT INTO legislature (legislature, starts_on, ends_on) VALUES
(13, '2007-06-20', '2012-06-19');

INSERT INTO government (government_id, name, starts_on, ends_before, derived) VALUES
('PO384206', 'Gouvernement Fillon II', '2007-06-18', '2010-11-14', '');

INSERT INTO portfolio (portfolio_id, name, covers) VALUES
('justice', 'Justice', 'garde des sceaux, libertés, protection judiciaire');

INSERT INTO ministry (ministry_id, government_id, name, short_name, rank, starts_on, ends_before, derived) VALUES
('PO388090', 'PO384206', 'Ministère de la justice', 'Justice', 'ministre', '2007-06-19', '2009-06-23', ''),
('PO419528', 'PO384206', 'Ministère de la justice et des libertés', 'Justice et libertés (garde des sceaux)', 'ministre d''État', '2009-06-23', '2010-11-14', ''),
('PO419575', 'PO384206', 'Secrétariat d''Etat à la justice', 'Justice', 'secrétaire d''État', '2009-06-23', '2010-11-14', '');

INSERT INTO ministry_attachment (ministry_id, attached_to) VALUES
('PO419575', 'PO419528');

INSERT INTO ministry_holder (ministry_id, person_id, starts_on, ends_before, name, title) VALUES
('PO419528', 'PA990009', '2009-06-23', '2010-11-14', 'Aline Exemple 9', 'Ministre');

INSERT INTO ministry_portfolio (ministry_id, position, portfolio_id) VALUES
('PO388090', 1, 'justice'),
('PO419528', 1, 'justice'),
('PO419575', 1, 'justice');

INSERT INTO ministry_decision (label, valid_from, ends_before, ministry_id, portfolio_id) VALUES
('Chancellerie', '1958-10-04', NULL, NULL, 'justice');

INSERT INTO ministry_label (label, valid_from, ministry_id, portfolio_id, status, method, confidence, first_met_on, last_met_on, occurrences) VALUES
('Justice', '1958-10-04', 'PO388090', 'justice', 'resolved', 'official name', 1.0, '2009-04-21', '2009-04-21', 3),
('Justice et libertés', '1958-10-04', 'PO419528', 'justice', 'resolved', 'same name, worded otherwise', 0.9, '2009-08-04', '2009-08-04', 1),
('Justice et libertés', '2012-06-19', NULL, 'justice', 'resolved', 'name of another day', 0.6, '2012-06-19', '2026-03-05', 2),
('Ministère de la Justice', '1958-10-04', 'PO388090', 'justice', 'resolved', 'official name', 1.0, '2009-04-21', '2009-04-21', 1);

INSERT INTO ministry_register (fingerprint) VALUES
('87a629857959254dda14d38fd4ff6f2b3a74c83ff6b93658ba4d434c6d39a0b9');

INSERT INTO political_group (group_id, legislature, acronym, name, starts_on, ends_on) VALUES
('PO389395', 13, 'UMP', 'Union pour un Mouvement Populaire', '2007-06-26', '2012-06-19'),
('PO389507', 13, 'S.R.C.', 'Socialiste, radical, citoyen et divers gauche', '2007-06-26', '2012-06-19');

INSERT INTO political_group_spelling (legislature, spelling, group_id) VALUES
(13, 'UMP', 'PO389395'),
(13, 'SRC', 'PO389507'),
(13, 'S.R.C.', 'PO389507');

INSERT INTO organe (organe_id, kind, legislature, name, short_name, acronym, starts_on, ends_on, fetched_at) VALUES
('PO653280', 'ministry', NULL, 'Ministère fictif', 'Fictif', NULL, '2012-06-21', NULL, '2026-03-05 08:00:00');

INSERT INTO crawl_run (run_id, source, scope, continues, started_at, finished_at, finish_reason, requests, pages, items, rejected, failed, stats, tables, load_state) VALUES
('20260301T075900000000Z-nosdeputes-13', 'nosdeputes', '{"legislatures": [13]}', NULL, '2026-03-01 07:59:00', '2026-03-01 09:00:00', 'finished', 0, 0, 0, 0, 0, '{}', '{}', 'open'),
('20260303T075900000000Z-nosdeputes-13', 'nosdeputes', '{"legislatures": [13]}', NULL, '2026-03-03 07:59:00', '2026-03-03 09:00:00', 'finished', 0, 0, 0, 0, 0, '{}', '{}', 'open');

INSERT INTO landing_file (run_id, file, loaded_bytes) VALUES
('20260301T075900000000Z-nosdeputes-13', 'deputies.jsonl', 1442),
('20260301T075900000000Z-nosdeputes-13', 'questions.jsonl', 2521),
('20260301T075900000000Z-nosdeputes-13', 'visits.jsonl', 592),
('20260301T075900000000Z-nosdeputes-13', 'rejections.jsonl', 0),
('20260303T075900000000Z-nosdeputes-13', 'deputies.jsonl', 727),
('20260303T075900000000Z-nosdeputes-13', 'questions.jsonl', 1710),
('20260303T075900000000Z-nosdeputes-13', 'visits.jsonl', 187),
('20260303T075900000000Z-nosdeputes-13', 'rejections.jsonl', 174);

INSERT INTO rejection (rejection_id, run_id, source, key, url, stage, reason, raw, rejected_at, replayed_at) VALUES
('71691fcc48a62282dc2ef4ffd79ed0dd', '20260303T075900000000Z-nosdeputes-13', 'nosdeputes', 'QANR5L13QE8', 'https://example.invalid/question/QE/8', 'reading', 'no text', '"{}"', '2026-03-03 08:00:00', NULL);

INSERT INTO visit (source, key, url, checked_at, http_status, announced, settled, listed, last_shown_at) VALUES
('nosdeputes', '13/aline-exemple-1/questions', 'https://example.invalid/13/aline-exemple-1/questions', '2026-03-01 08:00:00', 200, 2, TRUE, NULL, '2026-03-01 08:00:00'),
('nosdeputes', 'QANR5L13QE1', 'https://example.invalid/QANR5L13QE1', '2026-03-03 08:00:00', 200, NULL, NULL, NULL, '2026-03-03 08:00:00'),
('nosdeputes', 'QANR5L13QE9', 'https://example.invalid/QANR5L13QE9', '2026-03-01 08:00:00', 404, NULL, NULL, NULL, NULL);

INSERT INTO absence (source, question_id, found_at) VALUES
('nosdeputes', 'QANR5L13QE999999', '2026-03-05 08:00:00');

INSERT INTO deputy (deputy_id, legislature, name, first_name, last_name, slug, sex, born_on, birthplace, profession, party, official_url, first_seen_at) VALUES
('PA990001', 13, 'Aline Exemple 1', 'Aline', 'Exemple 1', 'aline-exemple-1', 'F', '1960-02-29', 'Exempleville', NULL, NULL, NULL, '2026-03-01 08:00:00'),
('PA990002', 13, 'Aline Exemple 2', 'Aline', 'Exemple 2', 'aline-exemple-2', 'F', '1960-02-29', 'Exempleville', NULL, NULL, NULL, '2026-03-01 08:00:00');

INSERT INTO deputy_source (source, legislature, deputy_id, detail, site_id, slug, name, first_name, last_name, sex, born_on, birthplace, department, constituency, constituency_number, profession, seat, party, group_label, group_name, group_since, former, mandates, official_url, page_url, first_seen_at, fetched_at, parsed_at, content_hash, groups) VALUES
('nosdeputes', 13, 'PA990001', 'document', 1, 'aline-exemple-1', 'Aline Exemple 1', 'Aline', 'Exemple 1', 'F', '1960-02-29', 'Exempleville', '2A', 'Corse-du-Sud', 1, NULL, '123', NULL, 'SRC', 'Socialiste, radical, citoyen et divers gauche', '2007-06-26', FALSE, '[{"starts_on": "2007-06-20", "ends_on": null, "end_reason": null}]', NULL, 'https://example.invalid/aline-exemple-1/json', '2026-03-01 08:00:00', '2026-03-03 08:00:00', '2026-03-03 07:59:00', 'ebd6d9603e6ac14c500ca1e8aae02fdf', '[]'),
('nosdeputes', 13, 'PA990002', 'document', 2, 'aline-exemple-2', 'Aline Exemple 2', 'Aline', 'Exemple 2', 'F', '1960-02-29', 'Exempleville', '2A', 'Corse-du-Sud', 1, NULL, '123', NULL, 'UMP', 'Union pour un mouvement populaire', '2007-06-26', FALSE, '[{"starts_on": "2007-06-20", "ends_on": null, "end_reason": null}]', NULL, 'https://example.invalid/aline-exemple-2/json', '2026-03-01 08:00:00', '2026-03-01 08:00:00', '2026-03-01 07:59:00', '4c84e752c187c300f8398209594f788a', '[]');

INSERT INTO deputy_name (deputy_id, legislature, slug, name, first_name, last_name) VALUES
('PA990001', 13, 'aline-exemple-1', 'Aline Exemple 1', 'Aline', 'Exemple 1'),
('PA990002', 13, 'aline-exemple-2', 'Aline Exemple 2', 'Aline', 'Exemple 2');

INSERT INTO mandate (deputy_id, legislature, starts_on, ends_on, end_reason, department, constituency, constituency_number) VALUES
('PA990001', 13, '2007-06-20', NULL, NULL, '2A', 'Corse-du-Sud', 1),
('PA990002', 13, '2007-06-20', NULL, NULL, '2A', 'Corse-du-Sud', 1);

INSERT INTO group_membership (deputy_id, legislature, group_id, starts_on, ends_on, shown, shown_since) VALUES
('PA990001', 13, 'PO389507', '2007-06-26', NULL, 1, '2007-06-26'),
('PA990002', 13, 'PO389395', '2007-06-26', NULL, 1, '2007-06-26');

INSERT INTO question (question_id, legislature, type, number, deputy_id, group_id, asked_on, asked_ministry_label, asked_ministry_id, asked_portfolio_id, answering_ministry_label, answering_ministry_id, answering_portfolio_id, rubric, heading, state, closed_on, answered_on, withdrawn_on, withdrawal_reason, closure_kind, response_days, comment_count, official_url, detail, vanished_on, first_seen_at, last_changed_at, content_hash, mandate_id, closure_code, flagged, closure_source, closure_detail) VALUES
('QANR5L13QE1', 13, 'QE', 1, 'PA990001', 'PO389507', '2009-04-21', 'Justice', 'PO388090', 'justice', 'Justice et libertés', NULL, 'justice', 'justice', 'greffes', 'pending', NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 'document', NULL, '2026-03-01 08:00:00', '2026-03-01 08:00:00', '6996a88b262f44dc94191e56757ae10b', NULL, NULL, NULL, 'nosdeputes', 'document'),
('QANR5L13QE2', 13, 'QE', 2, 'PA990002', 'PO389395', '2009-04-21', 'Justice', 'PO388090', 'justice', 'Justice et libertés', 'PO419528', 'justice', 'justice', 'greffes', 'answered', '2009-08-04', '2009-08-04', NULL, NULL, NULL, 105, 0, NULL, 'document', NULL, '2026-03-01 08:00:00', '2026-03-01 08:00:00', '8dcf9311b9a9d028508c91b60879949b', NULL, NULL, NULL, 'nosdeputes', 'document'),
('QANR5L13QE3', 13, 'QE', 3, 'PA990001', NULL, '2009-04-21', 'Ministère de la Justice', 'PO388090', 'justice', NULL, NULL, NULL, NULL, NULL, 'withdrawn', '2026-03-02', NULL, '2026-03-02', NULL, 'unexplained', NULL, 0, NULL, 'page', NULL, '2026-03-01 08:00:00', '2026-03-01 08:00:00', '92ddc64c9b89849ba514dd965870007a', NULL, NULL, NULL, 'nosdeputes', 'page'),
('QANR5L13QE4', 13, 'QE', 4, 'PA990001', 'PO389507', '2009-04-21', 'Justice', 'PO388090', 'justice', 'Justice et libertés', NULL, 'justice', 'justice', 'greffes', 'announced', '2026-03-05', NULL, NULL, NULL, NULL, NULL, 2, NULL, 'document', NULL, '2026-03-03 08:00:00', '2026-03-03 08:00:00', '1ed58d83c63c34bfa39bd5707de609d2', NULL, NULL, NULL, 'nosdeputes', 'document');

INSERT INTO question_text (question_id, question_text, answer_text) VALUES
('QANR5L13QE1', 'Texte de la question 1, « œuvre » à 100 %.
	Une cellule\n', NULL),
('QANR5L13QE2', 'Texte de la question 2, « œuvre » à 100 %.
	Une cellule\n', 'La réponse.'),
('QANR5L13QE3', 'Texte de la page.', NULL),
('QANR5L13QE4', 'Texte de la question 4, « œuvre » à 100 %.
	Une cellule\n', NULL);

INSERT INTO question_theme (question_id, position, theme) VALUES
('QANR5L13QE1', 1, 'justice'),
('QANR5L13QE1', 2, 'greffes'),
('QANR5L13QE2', 1, 'justice'),
('QANR5L13QE2', 2, 'greffes'),
('QANR5L13QE4', 1, 'justice'),
('QANR5L13QE4', 2, 'greffes');

INSERT INTO question_event (question_id, kind, position, happened_on, detail, ministry_id, jo_type, jo_page, jo_number, jo_url, jo_reference) VALUES
('QANR5L13QE1', 'asked', 1, '2009-04-21', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('QANR5L13QE2', 'asked', 1, '2009-04-21', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('QANR5L13QE3', 'asked', 1, '2009-04-21', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('QANR5L13QE2', 'answered', 1, '2009-08-04', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('QANR5L13QE3', 'withdrawn', 1, '2026-03-02', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('QANR5L13QE2', 'succeeded', 1, NULL, 'Justice et libertés', NULL, NULL, NULL, NULL, NULL, NULL),
('QANR5L13QE4', 'asked', 1, '2009-04-21', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
('QANR5L13QE4', 'announced', 1, '2026-03-05', NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO question_version (question_id, known_from, known_to, changed, deputy_id, asked_on, asked_ministry_label, answering_ministry_label, rubric, heading, themes, state, closed_on, answered_on, withdrawn_on, withdrawal_reason, closure_kind, response_days, official_url, content_hash) VALUES
('QANR5L13QE2', '2026-02-27 08:00:00', '2026-03-01 08:00:00', '["state", "closed_on", "answered_on", "response_days", "question_text", "answer_text"]', 'PA990002', '2009-04-21', 'Justice', 'Justice et libertés', 'justice', 'greffes', '["justice", "greffes"]', 'pending', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '11dcf9311b9a9d028508c91b60879949');

INSERT INTO question_text_version (question_id, known_from, known_to, question_text, answer_text) VALUES
('QANR5L13QE2', '2026-02-27 08:00:00', '2026-03-01 08:00:00', 'Texte de la question 2, avant sa correction.', NULL);

INSERT INTO question_source (source, question_id, detail, legislature, type, number, site_id, deputy_id, author_name, author_slug, group_label, asked_on, asked_ministry_label, answering_ministry_label, rubric, heading, themes, state, closed_on, answered_on, withdrawn_on, withdrawal_reason, closure_kind, response_days, official_url, content_hash, group_id, asked_ministry_id, answering_ministry_id, mandate_id, closure_code, flagged, events) VALUES
('nosdeputes', 'QANR5L13QE1', 'document', 13, 'QE', 1, 1001, 'PA990001', 'Aline Exemple 1', 'aline-exemple-1', 'SRC', '2009-04-21', 'Justice', 'Justice et libertés', 'justice', 'greffes', '["justice", "greffes"]', 'pending', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '6996a88b262f44dc94191e56757ae10b', NULL, NULL, NULL, NULL, NULL, NULL, '[]'),
('nosdeputes', 'QANR5L13QE2', 'document', 13, 'QE', 2, 1002, 'PA990002', 'Aline Exemple 2', 'aline-exemple-2', 'UMP', '2009-04-21', 'Justice', 'Justice et libertés', 'justice', 'greffes', '["justice", "greffes"]', 'answered', '2009-08-04', '2009-08-04', NULL, NULL, NULL, 105, NULL, '8dcf9311b9a9d028508c91b60879949b', NULL, NULL, NULL, NULL, NULL, NULL, '[]'),
('nosdeputes', 'QANR5L13QE3', 'page', 13, 'QE', 3, 1003, 'PA990001', 'Aline Exemple 1', 'aline-exemple-1', NULL, '2009-04-21', 'Ministère de la Justice', NULL, NULL, NULL, '[]', 'withdrawn', '2026-03-02', NULL, '2026-03-02', NULL, 'unexplained', NULL, NULL, '92ddc64c9b89849ba514dd965870007a', NULL, NULL, NULL, NULL, NULL, NULL, '[]'),
('nosdeputes', 'QANR5L13QE4', 'document', 13, 'QE', 4, 1004, 'PA990001', 'Aline Exemple 1', 'aline-exemple-1', 'SRC', '2009-04-21', 'Justice', 'Justice et libertés', 'justice', 'greffes', '["justice", "greffes"]', 'announced', '2026-03-05', NULL, NULL, NULL, NULL, NULL, NULL, '1ed58d83c63c34bfa39bd5707de609d2', NULL, NULL, NULL, NULL, NULL, NULL, '[]');

INSERT INTO question_source_version (source, question_id, detail, legislature, type, number, site_id, deputy_id, author_name, author_slug, group_label, asked_on, asked_ministry_label, answering_ministry_label, rubric, heading, themes, state, closed_on, answered_on, withdrawn_on, withdrawal_reason, closure_kind, response_days, official_url, content_hash, group_id, asked_ministry_id, answering_ministry_id, mandate_id, closure_code, flagged, events) VALUES
('nosdeputes', 'QANR5L13QE2', 'document', 13, 'QE', 2, 1002, 'PA990002', 'Aline Exemple 2', 'aline-exemple-2', 'UMP', '2009-04-21', 'Justice', 'Justice et libertés', 'justice', 'greffes', '["justice", "greffes"]', 'pending', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '11dcf9311b9a9d028508c91b60879949', NULL, NULL, NULL, NULL, NULL, NULL, '[]');

INSERT INTO question_source_text (source, question_id, detail, content_hash, question_text, answer_text) VALUES
('nosdeputes', 'QANR5L13QE2', 'document', '11dcf9311b9a9d028508c91b60879949', 'Texte de la question 2, avant sa correction.', NULL);

INSERT INTO question_reading (source, question_id, detail, content_hash, first_read_at, last_read_at, parsed_at, announced, has_question, has_answer, site_updated_at, page_url) VALUES
('nosdeputes', 'QANR5L13QE1', 'document', '6996a88b262f44dc94191e56757ae10b', '2026-03-01 08:00:00', '2026-03-03 08:00:00', '2026-03-03 07:59:00', 0, 1, 0, NULL, 'https://example.invalid/question/QE/1'),
('nosdeputes', 'QANR5L13QE2', 'document', '8dcf9311b9a9d028508c91b60879949b', '2026-03-01 08:00:00', '2026-03-01 08:00:00', '2026-03-01 07:59:00', 0, 1, 1, NULL, 'https://example.invalid/question/QE/2'),
('nosdeputes', 'QANR5L13QE3', 'page', '92ddc64c9b89849ba514dd965870007a', '2026-03-01 08:00:00', '2026-03-01 08:00:00', '2026-03-01 07:59:00', 0, 1, 0, NULL, 'https://example.invalid/question/QE/3'),
('nosdeputes', 'QANR5L13QE4', 'document', '1ed58d83c63c34bfa39bd5707de609d2', '2026-03-03 08:00:00', '2026-03-03 08:00:00', '2026-03-03 07:59:00', 1, 1, 0, NULL, 'https://example.invalid/question/QE/4'),
('nosdeputes', 'QANR5L13QE2', 'document', '11dcf9311b9a9d028508c91b60879949', '2026-02-27 08:00:00', '2026-02-27 08:00:00', '2026-02-27 07:59:00', 0, 1, 0, NULL, 'https://example.invalid/question/QE/2');

INSERT INTO comment_count (source, question_id, comment_count, counted_at) VALUES
('nosdeputes', 'QANR5L13QE1', 0, '2026-03-03 08:00:00'),
('nosdeputes', 'QANR5L13QE2', 0, '2026-03-01 08:00:00'),
('nosdeputes', 'QANR5L13QE3', 0, '2026-03-01 08:00:00'),
('nosdeputes', 'QANR5L13QE4', 2, '2026-03-03 08:00:00');

INSERT INTO comment (source, comment_id, question_id, author, written_at, comment_text, fetched_at) VALUES
('nosdeputes', 7, 'QANR5L13QE4', 'Basile Modèle', '2026-03-02 10:00:00', 'Un commentaire.', '2026-03-03 08:00:00');

INSERT INTO check_result (run_id, check_name, outcome, measured, bound, severity, note, found_in) VALUES
('20260301T075900000000Z-nosdeputes-13', 'items-expected', 'passed', NULL, NULL, 'warning', 'the run did not read whole lists to a good end', '[]'),
('20260301T075900000000Z-nosdeputes-13', 'list-counts', 'passed', 0.0, 0.02, 'warning', '0 of 2 questions that 1 lists announce are not in the database', '[]'),
('20260301T075900000000Z-nosdeputes-13', 'losses', 'passed', NULL, NULL, 'warning', 'the load read no such question', '[]'),
('20260301T075900000000Z-nosdeputes-13', 'layout-drift', 'passed', NULL, NULL, 'warning', 'too few pages, or nothing to compare them with', '[]'),
('20260301T075900000000Z-nosdeputes-13', 'answer-order', 'passed', 0.0, 0.0, 'warning', '0 of 2 questions are closed before they are asked', '[]'),
('20260301T075900000000Z-nosdeputes-13', 'monthly-volume', 'passed', NULL, NULL, 'warning', 'nothing came to a legislature that was whole before', '[]'),
('20260301T075900000000Z-nosdeputes-13', 'number-gaps', 'passed', NULL, NULL, 'warning', 'nothing came to a legislature that was whole before', '[]'),
('20260301T075900000000Z-nosdeputes-13', 'pending-labels', 'passed', NULL, NULL, 'warning', 'the load read fewer than 20 questions', '[]'),
('20260303T075900000000Z-nosdeputes-13', 'items-expected', 'passed', NULL, NULL, 'warning', 'the run did not read whole lists to a good end', '[]'),
('20260303T075900000000Z-nosdeputes-13', 'list-counts', 'passed', NULL, NULL, 'warning', 'no list was read to its end', '[]'),
('20260303T075900000000Z-nosdeputes-13', 'losses', 'passed', 0.0, 0.0, 'warning', '0 of 1 questions lost a text, answer or date', '[]'),
('20260303T075900000000Z-nosdeputes-13', 'layout-drift', 'passed', NULL, NULL, 'warning', 'too few pages, or nothing to compare them with', '[]'),
('20260303T075900000000Z-nosdeputes-13', 'answer-order', 'passed', 0.0, 0.0, 'warning', '0 of 1 questions are closed before they are asked', '[]'),
('20260303T075900000000Z-nosdeputes-13', 'monthly-volume', 'passed', NULL, NULL, 'warning', 'nothing came to a legislature that was whole before', '[]'),
('20260303T075900000000Z-nosdeputes-13', 'number-gaps', 'passed', NULL, NULL, 'warning', 'nothing came to a legislature that was whole before', '[]'),
('20260303T075900000000Z-nosdeputes-13', 'pending-labels', 'passed', NULL, NULL, 'warning', 'the load read fewer than 20 questions', '[]');

INSERT INTO search_document (document_id, question_id) VALUES
(1, 'QANR5L13QE1'),
(2, 'QANR5L13QE2');

INSERT INTO search_term (stem, term) VALUES
('justic', 'justice');

INSERT INTO question_signature (question_id, signed, words, sketch, answer_hash) VALUES
('QANR5L13QE1', 'e5d1 6996a88b262f44dc94191e56757ae10b', NULL, NULL, NULL),
('QANR5L13QE2', 'e5d1 8dcf9311b9a9d028508c91b60879949b', NULL, NULL, NULL);

INSERT INTO question_cluster (question_id, cluster_id, similarity) VALUES
('QANR5L13QE1', 'QANR5L13QE1', 1),
('QANR5L13QE2', 'QANR5L13QE1', 0.9);

INSERT INTO answer_group (question_id, answer_group_id) VALUES
('QANR5L13QE2', 'QANR5L13QE2'),
('QANR5L13QE4', 'QANR5L13QE2');
