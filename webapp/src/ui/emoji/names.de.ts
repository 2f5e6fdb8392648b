/** Written by scripts/emoji.mjs from emojibase-data 17.0.0 (MIT, © Miles Johnson), whose names are Unicode CLDR's (Unicode licence v3). */
export default [
  `😀||grinning|grinsendes Gesicht|froh fröhlich gesicht haha lachen lol lustig smiley
😃||smiley|grinsendes Gesicht mit großen Augen|augen fröhlich gesicht glücklich lachen lol lustig lächeln mund offen smiley
😄||smile|grinsendes Gesicht mit lachenden Augen|augen fröhlich geschlossen gesicht glücklich lol lustig lächeln mund offen smiley witzig
😁||grin|strahlendes Gesicht mit lachenden Augen|augen fröhlich gesicht grinsen happy lustig lächeln smiley zähne
😆||laughing satisfied|Grinsegesicht mit zugekniffenen Augen|augen geschlossen grinsegesicht grinsen haha hehe hihi lachen lol lustig mund offen smiley witzig zusammengekniffen
😅||sweat_smile|grinsendes Gesicht mit Schweißtropfen|gesicht lachen lustig lächeln mund nervös offen schweiß schweißtropfen schwitzen smiley
🤣||rofl|sich vor Lachen auf dem Boden wälzen|boden gesicht haha hehe lachen lol lustig muahaha rofl smiley tränen witzig
😂||joy|Gesicht mit Freudentränen|freude freudentränen fröhlich gesicht haha happy hehe hihi lachen lol lustig muahaha rofl smiley witzig
🙂||slightly_smiling_face|leicht lächelndes Gesicht|gesicht smiley
🙃||upside_down_face|umgekehrtes Gesicht|auf dem kopf gesicht lächeln smiley stehen
🫠||melting_face|schmelzendes Gesicht|auflösen beschämt flüssig gesicht hitze sarkasmus sarkastisch schwitzen smiley verschwinden
😉||wink|zwinkerndes Gesicht|auge flirten gesicht sexy smiley zudrücken zugedrückt zukneifen zuzwinkern
😊||blush|lächelndes Gesicht mit lachenden Augen|augen erröten freude freundlich gesicht glücklich rot wangen
😇||innocent|lächelndes Gesicht mit Heiligenschein|brav engel gesicht glücklich heiligenschein lieb seelig smiley
🥰||smiling_face_with_three_hearts|lächelndes Gesicht mit Herzen|3 anhimmeln bewundern gesicht hdgdl hdl herzchen herzen lieb liebe smiley verknallt verliebt verzückt
😍||heart_eyes|lächelndes Gesicht mit herzförmigen Augen|augen gesicht glücklich herzen liebe smiley verliebt
🤩||star_struck|überwältigt|aufgeregt augen gesicht grinsen smiley star stern wow
😘||kissing_heart|Kuss zuwerfendes Gesicht|flirten gesicht kuss küsschen küssen lieb smiley
😗||kissing|küssendes Gesicht|flirten gesicht hdl knutsch kuss smiley xoxo
☺️||relaxed|lächelndes Gesicht|fröhlich gesicht rot smiley wangen
😚||kissing_closed_eyes|küssendes Gesicht mit geschlossenen Augen|gesicht knutsch kuss küsschen rot smiley wangen
😙||kissing_smiling_eyes|küssendes Gesicht mit lächelnden Augen|augen flirten gesicht knutsch kuss smiley
🥲||smiling_face_with_tear|lachendes Gesicht mit Träne|berührt dankbar erleichtert freudenträne gerührt gesicht lächeln smiley stolz träne
😋||yum|sich die Lippen leckendes Gesicht|gesicht lecker leckeres essen lächeln sich die lippen leckender smiley sich die lippen leckendes gesicht smiley zunge
😛||stuck_out_tongue|Gesicht mit herausgestreckter Zunge|bäh gesicht lachen lustig smiley zunge ätsch
😜||stuck_out_tongue_winking_eye|zwinkerndes Gesicht mit herausgestreckter Zunge|auge gesicht herausstrecken smiley zudrücken zugedrückt zunge
🤪||zany_face|irres Gesicht|auge augen gesicht groß klein smiley verrückt
😝||stuck_out_tongue_closed_eyes|Gesicht mit herausgestreckter Zunge und zusammengekniffenen Augen|auge augen bäh ekel gesicht herausstrecken igitt schmeck schrecklich smiley zunge zusammenkneifen
🤑||money_mouth_face|Gesicht mit Dollarzeichen|dollar dollarzeichen geld gesicht mund smiley zunge
🤗||hugs|Gesicht mit umarmenden Händen|drücken gesicht hände smiley umarmung
🤭||hand_over_mouth|verlegen kicherndes Gesicht|gesicht haha hand hihi huch lachen mund rot smiley wangen
🫢||face_with_open_eyes_and_hand_over_mouth|Gesicht mit offenen Augen und Hand über dem Mund|augen erschrecken erstaunen furcht geschockt gesicht hand mund omg schock smiley unglauben verlegenheit überraschung
🫣||face_with_peeking_eye|Gesicht mit durch die Finger linsendem Auge|auge finger gebannt gesicht hervorlugen schüchtern smiley spähen starren verlegen
🤫||shushing_face|ermahnendes Gesicht|finger gesicht leise psst pst ruhe ruhig sch smiley
🤔||thinking|nachdenkendes Gesicht|fragen gesicht grübeln hm komisch nachdenklich smiley wundern
🫡||saluting_face|salutierendes Gesicht|aye gesicht jawohl jawoll militär ok respekt smiley zu befehl
🤐||zipper_mouth_face|Gesicht mit Reißverschlussmund|geheimnis gesicht halten reißverschluss schweigen smiley wahren
🤨||raised_eyebrow|Gesicht mit hochgezogenen Augenbrauen|argwöhnisch augenbrauen gesicht misstrauen skeptisch smiley stutzig zweifel
😐||neutral_face|neutrales Gesicht|ausdruckslos gesicht kommentarlos smiley todernst unbeeindruckt
😑||expressionless|ausdrucksloses Gesicht|gesicht kommentarlos selbstgefällig smiley unbeeindruckt unglaublich
😶||no_mouth|Gesicht ohne Mund|gesicht kein mund smiley sprachlos
🫥||dotted_line_face|gestricheltes Gesicht|depressiv deprimiert egal gesicht introvertiert smiley traurig unsichtbar verschwinden verstecken
😶‍🌫️||face_in_clouds|Gesicht in Wolken|geistesabwesend gesicht im nebel gesicht in wolken kopf in wolken
😏||smirk|süffisant lächelndes Gesicht|feixen flirten gesicht mundwinkel schief smiley
😒||unamused|verstimmtes Gesicht|gesicht langweilig smiley traurig unglücklich unzufrieden
🙄||roll_eyes|Augen verdrehendes Gesicht|augen genervt gesicht meinetwegen nerv ohje rollen smiley verrollen
😬||grimacing|Grimassen schneidendes Gesicht|gesicht grimasse peinlich smiley verziehen zähne
😮‍💨||face_exhaling|Gesicht, das ausatmet|ausatmen erleichtert erschöpft gesicht husten puh pusten schnaufen seufz seufzen smiley
🤥||lying_face|lügendes Gesicht|gesicht nase pinocchio schwindel
🫨||shaking_face|zitterndes Doppelgesicht|doppelgesicht erdbeben omg panik schock smiley verrückt vibrieren wow überrascht
🙂‍↔️|||Kopfschütteln|kopfschütteln nein
🙂‍↕️|||Kopfnicken|ja kopfnicken
😌||relieved|erleichtertes Gesicht|augen entspannt geschlossen gesicht smiley zen zufrieden
😔||pensive|nachdenkliches Gesicht|enttäuscht gesicht schrecklich smiley traurig verlieren verloren
😪||sleepy|schläfriges Gesicht|gesicht gute müde nacht smiley traurig
🤤||drooling_face|sabberndes Gesicht|gesicht smiley
😴||sleeping|schlafendes Gesicht|dösen einschlafen gesicht gute nacht gähnen langweilig mittagsschlaf müde nickerchen smiley zzz
😷||mask|Gesicht mit Atemschutzmaske|arzt atemschutzmaske bazillen erkältet gesicht krank krankheit mund mundschutz smiley viren virus
🤒||face_with_thermometer|Gesicht mit Fieberthermometer|fieber gesicht krank messen smiley
🤕||face_with_head_bandage|Gesicht mit Kopfverband|aua autsch gesicht kopf schmerzen smiley verletzung
🤢||nauseated_face|würgendes Gesicht|ekel eklig erbrechen gesicht grün igitt smiley widerlich übelkeit übergeben
🤮||vomiting_face|kotzendes Gesicht|brechen erbrechen gesicht krank schlecht smiley speien spucken übel übergeben
🤧||sneezing_face|niesendes Gesicht|erkältet erkältung gesicht gesundheit grippe hatschi krank nase putzen smiley taschentuch
🥵||hot_face|schwitzendes Gesicht|erhitzt fieber fiebrig gesicht heiß herausstrecken hitze hitzschlag rot schnaufen smiley zunge
🥶||cold_face|frierendes Gesicht|bibbern blau eisig erfrieren frostig frösteln gesicht kalt smiley unter null zittern zähne zähneklappern
🥴||woozy_face|schwindeliges Gesicht|angeheitert angeschwipst angetrunken benebelt berauscht beschwipst betrunken gewellt mund schwindlig smiley
😵||dizzy_face|benommenes Gesicht|augen gesicht ko krank kreuze schwindelig schwindlig smiley
😵‍💫||face_with_spiral_eyes|Gesicht mit Spiralen als Augen|augen gesicht hypnose hypnotisiert höhenangst omg schwindelig schwindlig smiley spiralen verwirrt wirr
🤯||exploding_head|explodierender Kopf|entsetzt geschockt gesicht kopf schock schockiert smiley unglaublich überwältigt
🤠||cowboy_hat_face|Gesicht mit Cowboyhut|cowboy cowboyhut cowgirl gesicht smiley
🥳||partying_face|Partygesicht|aufgeregt feier fest fröhlich geburtstag glückwunsch hurra hut party smiley überraschung
🥸||disguised_face|verkleidet|brille gesicht incognito inkognito maske nase nasenbrille person smiley spionieren verdeckt verkleidung
😎||sunglasses|lächelndes Gesicht mit Sonnenbrille|cool gesicht smiley sonnenbrille
🤓||nerd_face|Strebergesicht|brille intelligent klug nerd schlau schlaumeier smart smiley streber strebergesicht
🧐||monocle_face|Gesicht mit Monokel|elegant gesicht monokel reich smiley
😕||confused|verwundertes Gesicht|gesicht keine ahnung smiley traurig verwirrt weiß nicht
🫤||face_with_diagonal_mouth|Gesicht mit schrägem Mund|enttäuscht genervt gesicht hmpf keine ahnung langweilig skeptisch smiley unsicher zweifelnd
😟||worried|besorgtes Gesicht|gesicht smiley sorgen traurig
🙁||slightly_frowning_face|betrübtes Gesicht|gesicht schade smiley traurig
☹️||frowning_face|düsteres Gesicht|deprimiert gesicht smiley stirnrunzelnd traurig
😮||open_mouth|Gesicht mit offenem Mund|erstaunt gesicht mund omg schockiert unglaublich vergessen wow
😯||hushed|verdutztes Gesicht|erstaunt gesicht omg smiley sprachlos
😲||astonished|erstauntes Gesicht|gesicht nee omg schockiert smiley verwundert
😳||flushed|errötetes Gesicht mit großen Augen|augen erröten gesicht peinlich rot scham schämen smiley verlegen wangen überrascht
🥺||pleading_face|bettelndes Gesicht|anflehen augen bitte bitten flehend gesicht groß kulleraugen smiley traurig welpenaugen
🥹||face_holding_back_tears|Gesicht, das Tränen zurückhält|aufgebracht dankbar freude freudentränen gerührt gesicht rührung smiley stolz tränen weinen zurückhalten
😦||frowning|entsetztes Gesicht|gesicht mund offen schockiert smiley verwundert
😧||anguished|qualvolles Gesicht|arm gesicht leidend smiley vergessen wow
😨||fearful|ängstliches Gesicht|angst besorgt gesicht
😰||cold_sweat|besorgtes Gesicht mit Schweißtropfen|angst angstschweiß gesicht mund nervös offen schweiß ängstlich
😥||disappointed_relieved|trauriges aber erleichtertes Gesicht|enttäuscht gesicht knapp schweiß ängstlich
😢||cry|weinendes Gesicht|gesicht smiley traurig träne
😭||sob|heulendes Gesicht|flennen gesicht schluchzen smiley traurig tränen tränenfluss weinen
😱||scream|vor Angst schreiendes Gesicht|angst gesicht munch omg panik ängstlich
😖||confounded|verwirrtes Gesicht|bestürzt frustriert gesicht konfus smiley verzweifelt
😣||persevere|entschlossenes Gesicht|ausdauernd durchhalten fokus gesicht konzentration konzentrieren kopfschmerzen
😞||disappointed|enttäuschtes Gesicht|gesicht leider schade smiley traurig verloren
😓||sweat|bedrücktes Gesicht mit Schweiß|angstschweiß augen geschlossen gesicht kopfschmerzen schweiß smiley
😩||weary|erschöpftes Gesicht|fehlschlag gesicht hungrig müde nein smiley unglücklich
😫||tired_face|müdes Gesicht|gesicht niesen smiley traurig
🥱||yawning_face|gähnendes Gesicht|gelangweilt gesicht langweilig müde schnarch smiley zzz öde
😤||triumph|schnaubendes Gesicht|erleichtert gesicht gewonnen schnaubendes gesicht
😡||pout rage|schmollendes Gesicht|gesicht rot rot angelaufener smiley schmollendes gesicht wütend
😠||angry|verärgertes Gesicht|böse gesicht smiley wut wütend zornig ärgern
🤬||cursing_face|Gesicht mit Symbolen über dem Mund|fluchen gesicht mund schimpfen schimpfwort smiley symbole verdammt wut wütend zensur ärger ärgern
😈||smiling_imp|grinsendes Gesicht mit Hörnern|böse dämon dämonin fantasie hörner lila märchen satan smiley teufel violett
👿||imp|wütendes Gesicht mit Hörnern|böse dämon dämonin fantasie fantasy gesicht hörner kobold lila märchen satan teufel teufelchen violett
💀||skull|Totenkopf|gesicht knochen märchen schädel tod tot totenkopf yolo
☠️||skull_and_crossbones|Totenkopf mit gekreuzten Knochen|gesicht knochen piratenflagge schädel tod tot totenkopf
💩||hankey poop shit|Kothaufen|kot kothaufen mist
🤡||clown_face|Clown-Gesicht|clown clown-gesicht gesicht
👹||japanese_ogre|Ungeheuer|gesicht gruselig japan japanisch maske monster märchen oger ungeheuer
👺||japanese_goblin|Kobold|gemein gesicht japan japanisch kobold maske monster märchen tengu ungeheuer wütend
👻||ghost|Gespenst|buh fantasy geist gesicht gespenst gruselig halloween märchen spuk zunge
👽||alien|Außerirdischer|alien all außerirdisch außerirdische außerirdischer fantasy gesicht monster märchen ufo weltraum wesen
👾||space_invader|Computerspiel-Monster|computerspiel-monster gesicht monster ufo
🤖||robot|Roboter|gesicht monster roboter robotergesicht roboterkopf
😺||smiley_cat|grinsende Katze|gesicht katze katzengesicht lachen lol lustig mund offen smiley tier
😸||smile_cat|grinsende Katze mit lachenden Augen|augen gesicht katze katzengesicht smiley tier
😹||joy_cat|Katze mit Freudentränen|freude freudentränen gesicht katze katzengesicht lachen smiley tier
😻||heart_eyes_cat|lachende Katze mit Herzen als Augen|augen gesicht herzaugen herzen katze katzengesicht liebe lächeln smiley tier verliebt
😼||smirk_cat|verwegen lächelnde Katze|gesicht grinsen ironisch katze katzengesicht lachen smiley tier
😽||kissing_cat|küssende Katze|augen geschlossen gesicht katze katzengesicht kuss küsschen rot smiley tier wangen
🙀||scream_cat|erschöpfte Katze|angst gesicht katze katzengesicht panik schock schockiert schrei schreien smiley tier überrascht
😿||crying_cat_face|weinende Katze|gesicht katze katzengesicht smiley tier traurig träne
😾||pouting_cat|schmollende Katze|gesicht katze katzengesicht schmollmund smiley tier verärgert
🙈||see_no_evil|sich die Augen zuhaltendes Affengesicht|affe affengesicht augen böse geheimnis gemein geste nein omg sehen tier verboten vergessen verstecken
🙉||hear_no_evil|sich die Ohren zuhaltendes Affengesicht|affe affengesicht böse geheimnis gemein geste hören nein ohren tier verboten zuhören
🙊||speak_no_evil|sich den Mund zuhaltendes Affengesicht|affe affengesicht böse geheimnis gemein geste hand heimlich leise mund nein sagen sprechen still tier ups verboten
💌||love_letter|Liebesbrief|herz liebe liebesbrief post siegel
💘||cupid|Herz mit Pfeil|herz herz mit pfeil liebe pfeil
💝||gift_heart|Herz mit Schleife|herz hochzeitstag jahrestag küsschen küsse liebe schleife valentinstag xoxo
💖||sparkling_heart|funkelndes Herz|aufregung gefühl glitzern herz liebe morgen nacht rosa xoxo
💗||heartpulse|wachsendes Herz|aufregung gefühl herz herzschlag küsschen küsse liebe nervosität nervös puls xoxo
💓||heartbeat|schlagendes Herz|gefühl herz herzschlag liebe puls pulsieren
💞||revolving_hearts|kreisende Herzen|emotion gefühl herz herzen hochzeitstag jahrestag liebe süß
💕||two_hearts|zwei Herzen|date gefühl herz herzen hochzeitstag jahrestag küsschen küsse liebe rendezvous xoxo
💟||heart_decoration|Herzdekoration|emotion gefühl herz herzdekoration liebe lila violett weiß
❣️||heavy_heart_exclamation|Herz als Ausrufezeichen|ausrufezeichen herz herz als ausrufezeichen satzzeichen
💔||broken_heart|gebrochenes Herz|allein gefühl herz herzschmerz liebeskummer schmerz traurig trennung zerbrochen
❤️‍🔥||heart_on_fire|Herz in Flammen|brennendes herz herz in flammen leidenschaft liebe
❤️‍🩹||mending_heart|Herz mit Verband|besserung genesen herz mit verband
❤️||heart|rotes Herz|herz rotes herz
🩷||pink_heart|pinkes Herz|gefallen gefällt gefühl herz liebe mag mögen niedlich rosa süß verliebt
🧡||orange_heart|oranges Herz|herz liebe
💛||yellow_heart|gelbes Herz|gefühl herz herzlich liebe
💚||green_heart|grünes Herz|gefühl herz liebe romantisch
💙||blue_heart|blaues Herz|gefühl herz liebe romantisch
🩵||light_blue_heart|hellblaues Herz|aquamarin emotion gefallen gefällt gefühl hdl herz liebe mag mögen niedlich süß türkis zyan
💜||purple_heart|lila Herz|beste gefühl hdl herz liebe lilafarben violett
🤎||brown_heart|braunes Herz|braunes herz herz
🖤||black_heart|schwarzes Herz|böse herz schwarzes herz
🩶||grey_heart|graues Herz|emotion graues herz hdl herz liebe schieferfarben silber silberfarben
🤍||white_heart|weißes Herz|herz weißes herz
💋||kiss|Kussabdruck|gefühl knutsch kuss kussabdruck küssen liebe lippen lippenstift romantisch sexy
💯||100|100 Punkte|100 punkte punktestand volle punktzahl
💢||anger|Ärger|comic wut ärger
💥||boom collision|Zusammenstoß|bombe boom comic explodieren explosion kollidieren kollision zusammenstoß zusammenstoßen
💫||dizzy|schwindlig|benommen benommenheit comic komet stern sterne sternschnuppe
💦||sweat_drops|Schweißtropfen|comic feucht nass schweiß schweißtropfen schwitzen trainieren training wasser
💨||dash|Staubwolke|comic rennen staubwolke weglaufen
🕳️||hole|Loch|loch schwarz
💬||speech_balloon|Sprechblase mit drei Punkten|comic dialog gespräch sprechblase sprechblase mit drei punkten unterhaltung
👁️‍🗨️||eye_speech_bubble|Auge in Sprechblase|auge dialog reden sprechblase sprechen zeuge
🗨️||left_speech_bubble|Sprechblase links|dialog reden sprechblase links sprechen unterhaltung
🗯️||right_anger_bubble|Sprechblase für wütende Aussage rechts|sprechblase sprechblase für wütende aussage rechts
💭||thought_balloon|Gedankenblase|comic gedankenblase nachdenken
💤||zzz|Schlafen|buchstaben comic gähn langweilig müde nickerchen schlaf schlafen schnarchen zzz öde`,
  `👋|+|wave|winkende Hand|auf wiedersehen bis später ciao guten tag hallo hand hey hi tschüs tschüss
🤚|+|raised_back_of_hand|erhobene Hand von hinten|erhobene hand von hinten erhobener handrücken hand
🖐️|+|raised_hand_with_fingers_splayed|Hand mit gespreizten Fingern|5 finger fünf hand hand mit gespreizten fingern
✋|+|hand raised_hand|erhobene Hand|5 halt hand handfläche high five schlag ein stopp warte
🖖|+|vulcan_salute|vulkanischer Gruß|finger gruß grüßen hand hände spreizen
🫱|+|rightwards_hand|nach rechts weisende Hand|ausgestreckt ausstrecken hand hände händeschütteln reichen schütteln
🫲|+|leftwards_hand|nach links weisende Hand|ausgestreckt ausstrecken hand hände händeschütteln reichen schütteln
🫳|+|palm_down_hand|Hand mit Handfläche nach unten|abweisen fallen lassen fallenlassen hand handfläche handgeste hau ab verscheuchen wegscheuchen wegschicken
🫴|+|palm_up_hand|Hand mit Handfläche nach oben|anbieten angebot darbieten einladen entgegenstrecken hand handfläche handgeste kommen locken reichen
🫷|+|leftwards_pushing_hand|nach links schiebende Hand|drücken halt hand high 5 high five moment nein schluss stopp warte mal warten
🫸|+|rightwards_pushing_hand|nach rechts schiebende Hand|drücken halt hand high 5 high five moment nein schluss stopp warte mal warten
👌|+|ok_hand|OK-Zeichen|exzellent finger genial hand in ordnung natürlich ok ok-zeichen perfekt super
🤌|+|pinched_fingers|zusammengedrückte Finger|bündelhand finger fingerspitzen gehts noch geste hand handgeste italienisch was zusammengelegt
🤏|+|pinching_hand|Wenig-Geste|betrag finger gering geste hand klein menge unbedeutend wenig wenig-geste winzig
✌️|+|v|Victory-Geste|sieg v victory victory-geste
🤞|+|crossed_fingers|Hand mit gekreuzten Fingern|finger hand hand mit gekreuzten fingern
🫰|+|hand_with_index_finger_and_thumb_crossed|Hand mit gekreuztem Zeigefinger und Daumen|daumen fingerherz geld hand handgeste kosten teuer zeigefinger
🤟|+|love_you_gesture|Ich-liebe-dich-Geste|drei finger geste hand hdl ich-liebe-dich-geste
🤘|+|metal|Teufelsgruß|corna finger hand heavy hörner mano cornuta metal metalhand pommesgabel rock teufel teufelsgruß yeah
🤙|+|call_me_hand|Ruf-mich-an-Handzeichen|anruf anrufen hand ruf ruf-mich-an-handzeichen shaka
👈|+|point_left|nach links weisender Zeigefinger|handrückseite zeigefinger zeigen
👉|+|point_right|nach rechts weisender Zeigefinger|handrückseite zeigefinger zeigen
👆|+|point_up_2|nach oben weisender Zeigefinger von hinten|aufwärts handrücken handrückseite hier hinauf melden rauf zeigefinger zeigen
🖕|+|fu middle_finger|Mittelfinger|hand mittelfinger
👇|+|point_down|nach unten weisender Zeigefinger|abwärts handrücken handrückseite hinab hinunter runter zeigefinger zeigen
☝️|+|point_up|nach oben weisender Zeigefinger von vorne|hand handvorderseite hier melden zeigefinger zeigen
🫵|+|index_pointing_at_the_viewer|auf Betrachter zeigender Zeigefinger|deuten du fingerzeig hand handgeste sie stupsen zeigefinger
👍|+|+1 thumbsup|Daumen hoch|daumen daumen hoch einverstanden finger gut hand in ordnung jawohl klar klasse like nach oben ok super top
👎|+|-1 thumbsdown|Daumen runter|daumen daumen runter hand nach unten schlecht
✊|+|fist fist_raised|erhobene Faust|faust hand kampf solidarität
👊|+|facepunch fist_oncoming punch|geballte Faust|absolut bro faust hand korrekt zustimmen
🤛|+|fist_left|Faust nach links|faust hand
🤜|+|fist_right|Faust nach rechts|faust hand
👏|+|clap|klatschende Hände|applaudieren applaus beifall gratulation großartig gut hand hände toll
🙌|+|raised_hands|zwei erhobene Handflächen|feiern geste handflächen hurra hände
🫶|+|heart_hands|Hände, die Herz bilden|<3 finger geste handgeste handherz hdl herz hände händeherz liebe
👐|+|open_hands|offene Hände|hände jazz umarmen umarmung
🤲|+|palms_up_together|Handflächen nach oben|beten gebet hand hände zusammen
🤝|+|handshake|Handschlag|handschlag hände händeschütteln vereinbarung
🙏|+|pray|zusammengelegte Handflächen|beten betend bitten danke danken gebet gefaltet grüßen handflächen
✍️|+|writing_hand|schreibende Hand|hand stift
💅|+|nail_care|Nagellack|kosmetik maniküre nagel nagellack nagelpflege
🤳|+|selfie|Selfie|selfie smartphone
💪|+|muscle|angespannter Bizeps|arm bizeps bodybuilder bro fitnessstudio gewichtheben muckies muskeln stark training
🦾||mechanical_arm|Armprothese|arm armprothese barrierefreiheit
🦿||mechanical_leg|Beinprothese|barrierefreiheit bein beinprothese
🦵|+|leg|Bein|bein extremität fuß gebeugtes knie gliedmaße knie körperglied körperteil treten tritt
🦶|+|foot|Fuß|fuß füße kick knöchel körperteil stampfen treten tritt
👂|+|ear|Ohr|hören körperteil ohr
🦻|+|ear_with_hearing_aid|Ohr mit Hörgerät|barrierefreiheit gehörlos hilfsgerät hörgerät hörhilfe ohr schwerhörig taub
👃|+|nose|Nase|körperteil nase riechen
🧠||brain|Gehirn|gehirn intelligent intelligenz klug schlau
🫀||anatomical_heart|Herz (Organ)|anatomie herz herzschlag körper körperteil mensch organ puls schlagen
🫁||lungs|Lunge|atem atmen ausatmen einatmen körper körperteil lunge lungenflügel mensch organ
🦷||tooth|Zahn|perlweiß weiß zahn zahnarzt zahnärztin zähne
🦴||bone|Knochen|hund hundeknochen kauknochen knochen skelett
👀||eyes|Augen|auge augen gesicht gucken schauen sehen
👁️||eye|Auge|auge blick körper körperteil schauen sehen
👅||tongue|Zunge|hmm körperteil lecken lecker mmh zunge ätsch
👄||lips|Mund|kuss körperteil lippen lippenstift mund
🫦||biting_lip|auf Lippe beißen|angst besorgt flirten flirtend kuss lippenstift mund nervös sexy unbehaglich zähne ängstlich
👶|+|baby|Baby|baby gesicht jung kind kleinkind locke
🧒|+|child|Kind|enkelkind jung jünger kind munter strahlend
👦|+|boy|Junge|enkelsohn gesicht jung junge jünger kind munter sohn strahlend
👧|+|girl|Mädchen|enkeltochter gesicht jung jünger kind munter mädchen strahlend tochter
🧑|+|adult|Person|erwachsen erwachsene person mensch person
👱|+|blond_haired_person|Person: blondes Haar|blondhaarig gesicht mensch person
👨|+|man|Mann|erwachsen gesicht mann
🧔|+|bearded_person|Person: Bart|bart bärtig person schnurrbart
🧔‍♂️|+|man_beard|Mann: Bart|bart mann mann mit bart mann: bart
🧔‍♀️|+|woman_beard|Frau: Bart|bart frau frau mit bart frau: bart
👨‍🦰|+|red_haired_man|Mann: rotes Haar|erwachsen gesicht mann rotes haar
👨‍🦱|+|curly_haired_man|Mann: lockiges Haar|erwachsen gesicht lockiges haar mann
👨‍🦳|+|white_haired_man|Mann: weißes Haar|erwachsen gesicht mann weißes haar
👨‍🦲|+|bald_man|Mann: Glatze|erwachsen gesicht glatze mann
👩|+|woman|Frau|erwachsen frau gesicht
👩‍🦰|+|red_haired_woman|Frau: rotes Haar|erwachsen frau gesicht rotes haar
🧑‍🦰|+|person_red_hair|Person: rotes Haar|erwachsen erwachsene person mensch person rotes haar
👩‍🦱|+|curly_haired_woman|Frau: lockiges Haar|erwachsen frau gesicht lockiges haar
🧑‍🦱|+|person_curly_hair|Person: lockiges Haar|erwachsen erwachsene person lockiges haar mensch person
👩‍🦳|+|white_haired_woman|Frau: weißes Haar|erwachsen frau gesicht weißes haar
🧑‍🦳|+|person_white_hair|Person: weißes Haar|erwachsen erwachsene person mensch person weißes haar
👩‍🦲|+|bald_woman|Frau: Glatze|erwachsen frau gesicht glatze
🧑‍🦲|+|person_bald|Person: Glatze|erwachsen erwachsene person glatze mensch person
👱‍♀️|+|blond_haired_woman blonde_woman|Frau: blond|blonde frau frau frau: blond gesicht haar
👱‍♂️|+|blond_haired_man|Mann: blond|blonder mann gesicht haar mann mann: blond
🧓|+|older_adult|ältere Person|alt erwachsen großeltern mensch person weise
👴|+|older_man|älterer Mann|alt erwachsen großeltern großvater mann mensch opa senior weise
👵|+|older_woman|ältere Frau|alt erwachsen frau großeltern großmutter mensch oma seniorin weise
🙍|+|frowning_person|missmutige Person|frustriert gesicht person runzeln stirnrunzelnd unzufrieden verärgert
🙍‍♂️|+|frowning_man|missmutiger Mann|frustriert gesicht mann runzeln stirnrunzelnd unzufrieden verärgert
🙍‍♀️|+|frowning_woman|missmutige Frau|frau frustriert gesicht runzeln stirnrunzelnd unzufrieden verärgert
🙎|+|pouting_face|schmollende Person|eingeschnappt enttäuscht jammerd jammern person verärgert
🙎‍♂️|+|pouting_man|schmollender Mann|eingeschnappt enttäuscht jammerd jammern mann verärgert
🙎‍♀️|+|pouting_woman|schmollende Frau|eingeschnappt enttäuscht frau jammerd jammern verärgert
🙅|+|no_good|Person mit überkreuzten Armen|arme gesicht nein nicht person verbieten verboten
🙅‍♂️|+|ng_man no_good_man|Mann mit überkreuzten Armen|arme gesicht mann nein nicht verbieten verboten
🙅‍♀️|+|ng_woman no_good_woman|Frau mit überkreuzten Armen|arme frau frau mit überkreuzten armen gesicht
🙆|+|ok_person|Person mit Händen auf dem Kopf|geste hände oje ok omg person über kopf übung
🙆‍♂️|+|ok_man|Mann mit Händen auf dem Kopf|geste hände mann oje ok omg über kopf übung
🙆‍♀️|+|ok_woman|Frau mit Händen auf dem Kopf|frau geste hände oje ok omg über kopf übung
💁|+|information_desk_person tipping_hand_person|Infoschalter-Mitarbeiter(in)|abgekippt beleidigen gerüchte geste hand klatsch klatschen person sarkasmus sarkastisch tratsch tratschen
💁‍♂️|+|sassy_man tipping_hand_man|Infoschalter-Mitarbeiter|abgekippt beleidigen gerüchte geste hand klatsch klatschen mann sarkasmus sarkastisch tratsch tratschen
💁‍♀️|+|sassy_woman tipping_hand_woman|Infoschalter-Mitarbeiterin|auskunft frau informationen infoschalter-mitarbeiterin
🙋|+|raising_hand|Person mit erhobenem Arm|aufzeigen drankommen drannehmen frage geste hand heben hier ich person sich melden wissen
🙋‍♂️|+|raising_hand_man|Mann mit erhobenem Arm|aufzeigen drankommen drannehmen frage geste hand heben hier ich mann sich melden wissen
🙋‍♀️|+|raising_hand_woman|Frau mit erhobenem Arm|aufzeigen drankommen drannehmen frage frau geste hand heben hier ich sich melden wissen
🧏|+|deaf_person|gehörlose Person|barrierefreiheit hören ohr person schwerhörig taub
🧏‍♂️|+|deaf_man|gehörloser Mann|gehörloser mann mann taub
🧏‍♀️|+|deaf_woman|gehörlose Frau|frau gehörlose frau taub
🙇|+|bow|sich verbeugende Person|bedauern bitten demut entschuldigung geste kniefall meditation meditieren person sorry unterwerfen verzeihung
🙇‍♂️|+|bowing_man|sich verbeugender Mann|demut mann sich verbeugender mann
🙇‍♀️|+|bowing_woman|sich verbeugende Frau|bedauern bitten demut entschuldigung frau geste kniefall meditation meditieren sorry unterwerfen verzeihung
🤦|+|facepalm|sich an den Kopf fassende Person|frustriert genervt gesicht kopf oh nein omg person unfassbar unglaublich verzweifelt
🤦‍♂️|+|man_facepalming|sich an den Kopf fassender Mann|frustriert genervt gesicht kopf mann oh nein omg unfassbar unglaublich verzweifelt
🤦‍♀️|+|woman_facepalming|sich an den Kopf fassende Frau|frau frustriert genervt gesicht kopf oh nein omg unfassbar unglaublich verzweifelt
🤷|+|shrug|schulterzuckende Person|egal gleichgültig keine ahnung person schultern zucken weiß nicht zweifel
🤷‍♂️|+|man_shrugging|schulterzuckender Mann|egal gleichgültig keine ahnung mann schultern zucken weiß nicht zweifel
🤷‍♀️|+|woman_shrugging|schulterzuckende Frau|egal frau gleichgültig keine ahnung schultern zucken weiß nicht zweifel
🧑‍⚕️|+|health_worker|Arzt/Ärztin|arzt/ärztin arztkittel doktor(in)
👨‍⚕️|+|man_health_worker|Arzt|arzt arztkittel doktor krankenpfleger pfleger
👩‍⚕️|+|woman_health_worker|Ärztin|arztkittel doktor krankenschwester pflegerin ärztin
🧑‍🎓|+|student|Student(in)|absolvent(in) doktorhut student(in) uni
👨‍🎓|+|man_student|Student|absolvent diplom doktorhut student uni
👩‍🎓|+|woman_student|Studentin|abschluss absolventin diplom doktorhut studentin uni
🧑‍🏫|+|teacher|Lehrer(in)|dozent(in) lehrer(in) professor(in)
👨‍🏫|+|man_teacher|Lehrer|dozent lehrer mann professor tafel
👩‍🏫|+|woman_teacher|Lehrerin|dozentin frau lehrerin professorin
🧑‍⚖️|+|judge|Richter(in)|richter(in) waage
👨‍⚖️|+|man_judge|Richter|gerechtigkeit mann recht richter
👩‍⚖️|+|woman_judge|Richterin|frau gerechtigkeit recht richterin
🧑‍🌾|+|farmer|Bauer/Bäuerin|bauer/bäuerin farmer(in) gärtner(in) landwirt(in)
👨‍🌾|+|man_farmer|Bauer|bauer farmer gärtner landwirt rancher ähre
👩‍🌾|+|woman_farmer|Bäuerin|bäuerin farmerin gärtnerin landwirtin ähre
🧑‍🍳|+|cook|Koch/Köchin|koch/köchin kochen
👨‍🍳|+|man_cook|Koch|koch kochen restaurant
👩‍🍳|+|woman_cook|Köchin|kochen köchin
🧑‍🔧|+|mechanic|Mechaniker(in)|elektriker(in) klempner(in) mechaniker(in)
👨‍🔧|+|man_mechanic|Mechaniker|elektriker handwerker klempner mann mechaniker
👩‍🔧|+|woman_mechanic|Mechanikerin|elektrikerin frau handwerkerin klempnerin mechanikerin
🧑‍🏭|+|factory_worker|Fabrikarbeiter(in)|fabrik fabrikarbeiter(in) industriell montage
👨‍🏭|+|man_factory_worker|Fabrikarbeiter|fabrik fabrikarbeiter helm
👩‍🏭|+|woman_factory_worker|Fabrikarbeiterin|fabrik fabrikarbeiterin frau helm
🧑‍💼|+|office_worker|Büroangestellte(r)|architekt(in) business büroangestellte(r) manager(in) schlips und kragen
👨‍💼|+|man_office_worker|Büroangestellter|büro büroangestellter manager mann
👩‍💼|+|woman_office_worker|Büroangestellte|büro büroangestellte frau managerin mangerin
🧑‍🔬|+|scientist|Wissenschaftler(in)|forscher(in) labor wissenschaftler(in)
👨‍🔬|+|man_scientist|Wissenschaftler|chemie forscher labor wissenschaftler
👩‍🔬|+|woman_scientist|Wissenschaftlerin|forscherin frau labor wissenschaftlerin
🧑‍💻|+|technologist|IT-Experte/IT-Expertin|bildschirm computer entwickler(in) it-experte/it-expertin
👨‍💻|+|man_technologist|IT-Experte|arbeit bildschirm büro computer entwickler it-experte mann office
👩‍💻|+|woman_technologist|IT-Expertin|arbeit bildschirm büro computer entwickler entwicklerin frau it-expertin laptop office
🧑‍🎤|+|singer|Sänger(in)|entertainer(in) rock star sänger(in)
👨‍🎤|+|man_singer|Sänger|mann mikrofon popstar schauspieler sänger
👩‍🎤|+|woman_singer|Sängerin|frau mikrofon popstar schauspielerin sängerin
🧑‍🎨|+|artist|Künstler(in)|farbpalette künstler(in) maler(in)
👨‍🎨|+|man_artist|Künstler|farbpalette künstler maler mann
👩‍🎨|+|woman_artist|Künstlerin|farbpalette frau künstlerin malerin
🧑‍✈️|+|pilot|Pilot(in)|flugzeug pilot(in)
👨‍✈️|+|man_pilot|Pilot|flugzeug mann pilot
👩‍✈️|+|woman_pilot|Pilotin|flieger flugzeug frau pilotin
🧑‍🚀|+|astronaut|Astronaut(in)|astronaut(in) raumfahrt weltraum
👨‍🚀|+|man_astronaut|Astronaut|astronaut mann raumfahrt weltraum
👩‍🚀|+|woman_astronaut|Astronautin|astronautin frau raumfahrt weltraum
🧑‍🚒|+|firefighter|Feuerwehrmann/-frau|feuerwehrhelm feuerwehrmann/-frau
👨‍🚒|+|man_firefighter|Feuerwehrmann|feuerwehr feuerwehrhelm feuerwehrmann
👩‍🚒|+|woman_firefighter|Feuerwehrfrau|feuerwehrfrau feuerwehrhelm
👮|+|cop police_officer|Polizist(in)|beruf festnehmen gesetzeshüter gesicht person polizei polizist polizist(in) polizistin uniform verhaften
👮‍♂️|+|policeman|Polizist|mann polizei polizist
👮‍♀️|+|policewoman|Polizistin|beruf festnehmen frau gesetzeshüterin person polizei polizistin uniform verhaften
🕵️|+|detective|Detektiv(in)|detektiv detektiv(in) lupe sherlock spion
🕵️‍♂️|+|male_detective|Detektiv|detektiv mann spion
🕵️‍♀️|+|female_detective|Detektivin|detektivin frau spionage spionin
💂|+|guard|Wache|buckingham palace bärenfellmütze gesicht london wache wachfrau wachmann wachsoldat wachsoldatin wächter
💂‍♂️|+|guardsman|Wachsoldat|buckingham palace wache wachsoldat
💂‍♀️|+|guardswoman|Wachsoldatin|buckingham buckingham palace guard helm london palast wache wachsoldatin wächter
🥷|+|ninja|Ninja|ausdauer geheimmission killer krieger kunoichi kämpfer mörder ninja person shinobi soldat vermummt
👷|+|construction_worker|Bauarbeiter(in)|bau bauarbeiter bauarbeiter(in) bauarbeiterin beruf gesicht helm person schutzhelm umbauen
👷‍♂️|+|construction_worker_man|Bauarbeiter|bauarbeiter baustelle helm
👷‍♀️|+|construction_worker_woman|Bauarbeiterin|bauarbeiter bauarbeiterin baustelle frau helm mann
🫅|+|person_with_crown|Person mit Krone|adelig krönung könig königin königlich königliche hoheit monarch monarchin person person mit krone prinz prinzessin
🤴|+|prince|Prinz|krone prinz
👸|+|princess|Prinzessin|gesicht krone märchen prinzessin
👳|+|person_with_turban|Person mit Turban|bart dreitagebart person person mit turban turban
👳‍♂️|+|man_with_turban|Mann mit Turban|gesicht mann mann mit turban turban
👳‍♀️|+|woman_with_turban|Frau mit Turban|frau frau mit turban gesicht turban
👲|+|man_with_gua_pi_mao|Mann mit chinesischem Hut|china gesicht hut kappe mütze person
🧕|+|woman_with_headscarf|Frau mit Kopftuch|frau frau mit kopftuch hidschab hijab kopftuch mantilla person tichel
🤵|+|person_in_tuxedo|Person im Smoking|anzug bräutigam formell mann person person im smoking smoking vornehm
🤵‍♂️|+|man_in_tuxedo|Mann im Smoking|mann mann im smoking smoking
🤵‍♀️|+|woman_in_tuxedo|Frau im Smoking|frau frau im smoking smoking
👰|+|person_with_veil|Person mit Schleier|braut braut mit schleier gesicht hochzeit person person mit schleier schleier
👰‍♂️|+|man_with_veil|Mann mit Schleier|mann mann mit schleier schleier
👰‍♀️|+|bride_with_veil woman_with_veil|Frau mit Schleier|frau frau mit schleier schleier
🤰|+|pregnant_woman|schwangere Frau|frau schwangere frau
🫃|+|pregnant_man|schwangerer Mann|aufgebläht bauch dick person schwangerer mann zu viel gegessen überfressen
🫄|+|pregnant_person|schwangere Person|aufgebläht bauch dick dicker bauch person schwangere person schwangerschaft zu viel gegessen überfressen
🤱|+|breast_feeding|Stillen|baby brust frau person stillen
👩‍🍼|+|woman_feeding_baby|Frau, die Baby die Flasche gibt|baby eltern flasche geben flasche gebende frau frau füttern mama milch mutter neugeborenes person säugling
👨‍🍼|+|man_feeding_baby|Mann, der Baby die Flasche gibt|baby flasche geben flasche gebender mann füttern mann
🧑‍🍼|+|person_feeding_baby|Person, die Baby die Flasche gibt|baby flasche geben flasche gebende person person
👼|+|angel|Putte|engel gesicht kind märchen putte
🎅|+|santa|Weihnachtsmann|weihnachten weihnachtsmann
🤶|+|mrs_claus|Weihnachtsfrau|weihnachten weihnachtsfrau
🧑‍🎄|+|mx_claus|Weihnachtsperson|gesicht gesicht mit hut santa claus weihnachten weihnachtsfrau weihnachtshut weihnachtsmann weihnachtsmütze weihnachtsperson
🦸|+|superhero|Superheld(in)|person superheld superheld(in) superheldin superkraft superkräfte superman umhang übermensch
🦸‍♂️|+|superhero_man|Superheld|superheld
🦸‍♀️|+|superhero_woman|Heldin|heldin superheldin
🦹|+|supervillain|Bösewicht|böse bösewicht bösewichtin krimineller person schurke schurkin superkräfte superschurke superschurkin verbrecher
🦹‍♂️|+|supervillain_man|männlicher Bösewicht|böse bösewicht männlicher bösewicht
🦹‍♀️|+|supervillain_woman|weiblicher Bösewicht|böse bösewicht weiblicher bösewicht
🧙|+|mage|Magier(in)|hexe hexenmeister magier magier(in) magiker person zauberer zauberin zaubern zauberspruch zauberstab
🧙‍♂️|+|mage_man|Magier|hexenmeister magier zauberer
🧙‍♀️|+|mage_woman|Magierin|hexe magierin zauberin
🧚|+|fairy|Märchenfee|elf elfe fantasy flügel geflügelt mystisch märchen märchenfee person wesen
🧚‍♂️|+|fairy_man|männliche Fee|männliche fee oberon puck zauberer
🧚‍♀️|+|fairy_woman|Fee|fee titania
🧛|+|vampire|Vampir|blutsauger dracula halloween person reißzähne untot untoter vampir zähne
🧛‍♂️|+|vampire_man|männlicher Vampir|dracula männlicher vampir untoter
🧛‍♀️|+|vampire_woman|weiblicher Vampir|untoter weiblicher vampir
🧜|+|merperson|Wassermensch|meerjungfrau meermann märchen nixe person sirene wasserfrau wassermann wassermensch
🧜‍♂️|+|merman|Wassermann|triton wassermann
🧜‍♀️|+|mermaid|Meerjungfrau|meerjungfrau nixe wasserfrau
🧝|+|elf|Elf(e)|elbe elben elbin elf elf(e) elfe fantasy herr der ringe magie magisch person
🧝‍♂️|+|elf_man|Elf|alb elbe elf magisch
🧝‍♀️|+|elf_woman|Elfe|elbin elfe magisch
🧞||genie|Flaschengeist|aladdin aladin dschinn flaschengeist lampe person wunderlampe wünsche
🧞‍♂️||genie_man|männlicher Flaschengeist|dschinn männlicher flaschengeist
🧞‍♀️||genie_woman|weiblicher Flaschengeist|dschinn weiblicher flaschengeist
🧟||zombie|Zombie|apokalypse halloween horror person untot untoter walking dead wandelnder toter zombie
🧟‍♂️||zombie_man|männlicher Zombie|männlicher zombie untoter wandelnder toter
🧟‍♀️||zombie_woman|weiblicher Zombie|untote wandelnde tote weiblicher zombie
🧌||troll|Troll|fantasy gruslig kobold monster märchen ork troll ungeheuer
💆|+|massage|Person, die eine Kopfmassage bekommt|behandlung die eine kopfmassage bekommt entspannen kopfmassage kopfschmerzen migräne person person, die eine kopfmassage bekommt salon spa therapie
💆‍♂️|+|massage_man|Mann, der eine Kopfmassage bekommt|der eine kopfmassage bekommt entspannen kopfmassage kopfschmerzen mann mann, der eine kopfmassage bekommt salon
💆‍♀️|+|massage_woman|Frau, die eine Kopfmassage bekommt|behandlung entspannen entspannend frau gesicht kopf kopfmassage kopfschmerzen kopfweh lindern relaxen salon spa therapie verspannung
💇|+|haircut|Person beim Haareschneiden|friseur friseurin friseuse frisur frisör frisörin haare haarschnitt person person beim haareschneiden schere
💇‍♂️|+|haircut_man|Mann beim Haareschneiden|friseur frisur haarschnitt mann mann beim haareschneiden salon schere
💇‍♀️|+|haircut_woman|Frau beim Haareschneiden|frau frau beim haareschneiden friseur haarschnitt schere
🚶|+|walking|Fußgänger(in)|fußgänger fußgänger(in) fußgängerin gehen gehend person schlendern schlurfen wandern
🚶‍♂️|+|walking_man|Fußgänger|fußgänger gehen mann spaziergang
🚶‍♀️|+|walking_woman|Fußgängerin|frau fußgängerin gehen schlendern spazieren spaziergang
🚶‍➡️|+||Fußgänger(in): nach rechts|fußgänger fußgänger(in) fußgängerin gehen gehend person schlendern schlurfen wandern
🚶‍♀️‍➡️|+||Fußgängerin: nach rechts|frau fußgängerin gehen schlendern spazieren spaziergang
🚶‍♂️‍➡️|+||Fußgänger: nach rechts|fußgänger gehen mann spaziergang
🧍|+|standing_person|stehende Person|mensch person stand stehende person
🧍‍♂️|+|standing_man|stehender Mann|mann stehender mann
🧍‍♀️|+|standing_woman|stehende Frau|frau stehende frau
🧎|+|kneeling_person|kniende Person|fersensitz kniende person meditation meditieren mensch person seiza zazen
🧎‍♂️|+|kneeling_man|kniender Mann|kniender mann mann
🧎‍♀️|+|kneeling_woman|kniende Frau|frau kniende frau
🧎‍➡️|+||kniende Person: nach rechts|fersensitz kniende person meditation meditieren mensch person seiza zazen
🧎‍♀️‍➡️|+||kniende Frau: nach rechts|frau kniende frau
🧎‍♂️‍➡️|+||kniender Mann: nach rechts|kniender mann mann
🧑‍🦯|+|person_with_probing_cane|Person mit Langstock|barrierefreiheit blind person mit blindenstock person mit langstock
🧑‍🦯‍➡️|+||Person mit Langstock: nach rechts|barrierefreiheit blind person mit blindenstock person mit langstock
👨‍🦯|+|man_with_probing_cane|Mann mit Langstock|barrierefreiheit behinderung blind mann mann mit blindenstock mann mit gehstock mann mit langstock mensch person sehbehindert
👨‍🦯‍➡️|+||Mann mit Langstock: nach rechts|barrierefreiheit behinderung blind mann mann mit blindenstock mann mit gehstock mann mit langstock mensch person sehbehindert
👩‍🦯|+|woman_with_probing_cane|Frau mit Langstock|barrierefreiheit behinderung blind frau frau mit blindenstock frau mit gehstock frau mit langstock mensch person
👩‍🦯‍➡️|+||Frau mit Langstock: nach rechts|barrierefreiheit behinderung blind frau frau mit blindenstock frau mit gehstock frau mit langstock mensch person
🧑‍🦼|+|person_in_motorized_wheelchair|Person in elektrischem Rollstuhl|barrierefreiheit person in elektrischem rollstuhl rollstuhl
🧑‍🦼‍➡️|+||Person in elektrischem Rollstuhl: nach rechts|barrierefreiheit person in elektrischem rollstuhl rollstuhl
👨‍🦼|+|man_in_motorized_wheelchair|Mann in elektrischem Rollstuhl|barrierefreiheit behinderung mann mann in elektrischem rollstuhl mann in rollstuhl mensch person rollstuhl
👨‍🦼‍➡️|+||Mann in elektrischem Rollstuhl: nach rechts|barrierefreiheit behinderung mann mann in elektrischem rollstuhl mann in rollstuhl mensch person rollstuhl
👩‍🦼|+|woman_in_motorized_wheelchair|Frau in elektrischem Rollstuhl|barrierefreiheit behinderung frau frau in elektrischem rollstuhl frau in rollstuhl mensch person rollstuhl
👩‍🦼‍➡️|+||Frau in elektrischem Rollstuhl: nach rechts|barrierefreiheit behinderung frau frau in elektrischem rollstuhl frau in rollstuhl mensch person rollstuhl
🧑‍🦽|+|person_in_manual_wheelchair|Person in manuellem Rollstuhl|barrierefreiheit person in manuellem rollstuhl rollstuhl
🧑‍🦽‍➡️|+||Person in manuellem Rollstuhl: nach rechts|barrierefreiheit person in manuellem rollstuhl rollstuhl
👨‍🦽|+|man_in_manual_wheelchair|Mann in manuellem Rollstuhl|barrierefreiheit behinderung mann mann in manuellem rollstuhl mann in rollstuhl mensch person rollstuhl
👨‍🦽‍➡️|+||Mann in manuellem Rollstuhl: nach rechts|barrierefreiheit behinderung mann mann in manuellem rollstuhl mann in rollstuhl mensch person rollstuhl
👩‍🦽|+|woman_in_manual_wheelchair|Frau in manuellem Rollstuhl|barrierefreiheit behinderung frau frau in manuellem rollstuhl frau in rollstuhl mensch person rollstuhl
👩‍🦽‍➡️|+||Frau in manuellem Rollstuhl: nach rechts|barrierefreiheit behinderung frau frau in manuellem rollstuhl frau in rollstuhl mensch person rollstuhl
🏃|+|runner running|laufende Person|eilig joggen laufende person läufer läuferin marathon person rennen schnell sport
🏃‍♂️|+|running_man|laufender Mann|joggen jogger laufender mann marathon
🏃‍♀️|+|running_woman|laufende Frau|athlet athletin frau joggen joggerin laufende frau läufer läuferin marathon rennen renner rennerin rennt schell
🏃‍➡️|+||laufende Person: nach rechts|eilig joggen laufende person läufer läuferin marathon person rennen schnell sport
🏃‍♀️‍➡️|+||laufende Frau: nach rechts|athlet athletin frau joggen joggerin laufende frau läufer läuferin marathon rennen renner rennerin rennt schell
🏃‍♂️‍➡️|+||laufender Mann: nach rechts|joggen jogger laufender mann marathon
💃|+|dancer woman_dancing|tanzende Frau|elegant festlich flair flamenco frau salsa schwung tango tänzerin
🕺|+|man_dancing|tanzender Mann|elegant festlich flair flamenco mann salsa schwung tango tänzer
🕴️|+|business_suit_levitating|schwebender Mann im Anzug|anzug geschäftlich mann schwebender mann im anzug
👯|+|dancers|Personen mit Hasenohren|bunny bunnys doppelt hasenohren leute party person personen mit hasenohren seelenverwandt tanzen tänzerinnen zwillinge
👯‍♂️|+|dancing_men|Männer mit Hasenohren|bunnys hasenohren männer männer mit hasenohren party tanzen zwillinge
👯‍♀️|+|dancing_women|Frauen mit Hasenohren|bunnys frauen frauen mit hasenohren hasenohren party
🧖|+|sauna_person|Person in Dampfsauna|abschalten dampfbad dampfsauna entspannen frau luxuriös person person in dampfsauna relaxen spa
🧖‍♂️|+|sauna_man|Mann in Dampfsauna|dampfsauna mann in dampfsauna
🧖‍♀️|+|sauna_woman|Frau in Dampfsauna|dampfsauna frau in dampfsauna
🧗|+|climbing|Bergsteiger(in)|bergsteiger bergsteiger(in) fels kletterer klettern person sport
🧗‍♂️|+|climbing_man|Bergsteiger|bergsteiger
🧗‍♀️|+|climbing_woman|Bergsteigerin|bergsteiger bergsteigerin
🤺||person_fencing|Fechter(in)|fechten fechter fechter(in) schwert sport
🏇|+|horse_racing|Pferderennen|jockey auf pferd pferderennen schnell sport um die wette wetten
⛷️||skier|Skifahrer(in)|schnee ski skifahrer skifahrer(in) skifahrerin sport
🏂|+|snowboarder|Snowboarder(in)|snowboard snowboarden snowboarder snowboarder(in) snowboarderin sport
🏌️|+|golfing|Golfer(in)|abschlagplatz golf golfer golfer(in) golferin golfspieler golfspielerin person sport sportler sportlerin
🏌️‍♂️|+|golfing_man|Golfer|golf golfen golfer golfspieler mann
🏌️‍♀️|+|golfing_woman|Golferin|frau golf golfen golferin golfspielerin
🏄|+|surfer|Surfer(in)|person sport surfboard surfbrett surfen surfer surfer(in) surferin wassersport wellenreiten wellenreiter wellenreiterin
🏄‍♂️|+|surfing_man|Surfer|mann surfer wellenreiten
🏄‍♀️|+|surfing_woman|Surferin|frau sport strand surf surfbrett surferin wellen wellenreiten
🚣|+|rowboat|Person im Ruderboot|angeln kanu paddel person person im ruderboot ruderboot rudern sport
🚣‍♂️|+|rowing_man|Mann im Ruderboot|mann mann im ruderboot rudern
🚣‍♀️|+|rowing_woman|Frau im Ruderboot|bootfahrerin frau frau im ruderboot ruder ruderin rudern see
🏊|+|swimmer|Schwimmer(in)|kraulen person pool schwimmbecken schwimmen schwimmer schwimmer(in) schwimmerin sport triathlon wasser
🏊‍♂️|+|swimming_man|Schwimmer|kraulen pool schwimmbad schwimmen schwimmer
🏊‍♀️|+|swimming_woman|Schwimmerin|frau kraulen pool schwimmbad schwimmen schwimmerin sport
⛹️|+|bouncing_ball_person|Person mit Ball|ball basketball basketballer basketballspieler basketballspielerin dribbeln person person mit ball sport sportler sportlerin
⛹️‍♂️|+|basketball_man bouncing_ball_man|Mann mit Ball|ballsport handball mann mann mit ball
⛹️‍♀️|+|basketball_woman bouncing_ball_woman|Frau mit Ball|ball ballsport basketball basketballspieler frau frau mit ball handball sport
🏋️|+|weight_lifting|Gewichtheber(in)|gewicht gewichtheber gewichtheber(in) gewichtheberin hantel muskeln person schwer sport stark training
🏋️‍♂️|+|weight_lifting_man|Gewichtheber|gewicht heben gewichtheber mann
🏋️‍♀️|+|weight_lifting_woman|Gewichtheberin|frau gewicht heben gewichte heben gewichteheberin gewichtheberin
🚴|+|bicyclist|Radfahrer(in)|fahrrad person rad radeln radfahren radfahrer radfahrer(in) radfahrerin sport tour de france
🚴‍♂️|+|biking_man|Radfahrer|fahrrad mann rad radfahrer
🚴‍♀️|+|biking_woman|Radfahrerin|fahrrad fahrradfahrerin frau frauen rad radeln radfahrerin radlerin
🚵|+|mountain_bicyclist|Mountainbiker(in)|fahrrad mountainbiker mountainbiker(in) mountainbikerin mountainbiking person rad radfahren radfahrer radfahrerin sport tour de france
🚵‍♂️|+|mountain_biking_man|Mountainbiker|fahrrad mann mountainbike mountainbiker rad
🚵‍♀️|+|mountain_biking_woman|Mountainbikerin|fahrrad fahrradfahrerin frau mountain bike mountain bikerin mountainbike mountainbikerin rad radeln radfahrerin sport
🤸|+|cartwheeling|Rad schlagende Person|akrobatik bodenturnen gymnastik person rad rad schlagen rad schlagende person radschlag sport turner turnerin
🤸‍♂️|+|man_cartwheeling|Rad schlagender Mann|akrobatik bodenturnen gymnastik mann person rad rad schlagen rad schlagender mann radschlag sport turner
🤸‍♀️|+|woman_cartwheeling|Rad schlagende Frau|akrobatik bodenturnen frau gymnastik person rad rad schlagen rad schlagende frau radschlag sport turnerin
🤼|+|wrestling|Ringer(in)|catchen catcher person ringen ringer ringer(in) ringkampf sport sportler wrestler wrestling
🤼‍♂️|+|men_wrestling|ringende Männer|catchen catcher männer ringer ringkampf sport wrestler wrestling
🤼‍♀️|+|women_wrestling|ringende Frauen|catchen catcherin person ringende frauen ringer ringerin ringkampf sport wrestlerin wrestling
🤽|+|water_polo|Wasserballspieler(in)|person schwimmsport sport sportler sportlerin wasser wasserball wasserballspieler wasserballspieler(in) wasserballspielerin wassersport
🤽‍♂️|+|man_playing_water_polo|Wasserballspieler|mann person schwimmsport sport sportler wasser wasserball wasserballspieler wassersport
🤽‍♀️|+|woman_playing_water_polo|Wasserballspielerin|frau person schwimmsport sport sportlerin wasser wasserball wasserballspielerin wassersport
🤾|+|handball_person|Handballspieler(in)|handball handballer handballerin handballspieler handballspieler(in) handballspielerin person schleudern sport sportler werfen
🤾‍♂️|+|man_playing_handball|Handballspieler|handball handballspieler mann sport
🤾‍♀️|+|woman_playing_handball|Handballspielerin|frau handball handballerin handballspielerin person schleudern sport sportlerin werfen
🤹|+|juggling_person|Jongleur(in)|artist artistin geschickt jongleur jongleur(in) jongleurin jongleuse jonglieren multitasking person zirkus
🤹‍♂️|+|man_juggling|Jongleur|artist entertainer geschickt jongleur jonglieren mann multitasking person unterhalter zirkus
🤹‍♀️|+|woman_juggling|Jongleurin|frau geschickt jongleurin jonglieren multitasking
🧘|+|lotus_position|Person im Lotossitz|burmesischer sitz frau lotussitz meditation person person im lotossitz person in lotussitz schneidersitz yoga zen
🧘‍♂️|+|lotus_position_man|Mann im Lotossitz|mann im lotossitz meditation yoga
🧘‍♀️|+|lotus_position_woman|Frau im Lotossitz|frau im lotossitz meditation yoga
🛀|+|bath|badende Person|badende person badewanne badezimmer dusche entspannen
🛌|+|sleeping_bed|im Bett liegende Person|bett gute nacht heia im bett liegende person müde nachtruhe schlaf schön schlafen zzz
🧑‍🤝‍🧑|+|people_holding_hands|sich an den Händen haltende Personen|händchen halten hände hände halten menschen paar personen pärchen sich an den händen haltende personen
👭|+|two_women_holding_hands|Händchen haltende Frauen|frauen händchen halten händchen haltende frauen paar pärchen aus frau und frau
👫|+|couple|Mann und Frau halten Hände|frau händchen halten mann mann und frau halten hände paar pärchen aus frau und mann
👬|+|two_men_holding_hands|Händchen haltende Männer|händchen halten händchen haltende männer männer paar pärchen aus mann und mann zwillinge
💏|+|couplekiss|sich küssendes Paar|frau herz kuss küssendes paar mann sich küssendes paar
👩‍❤️‍💋‍👨|+|couplekiss_man_woman|sich küssendes Paar: Frau, Mann|frau herz kuss küssendes paar mann sich küssendes paar
👨‍❤️‍💋‍👨|+|couplekiss_man_man|sich küssendes Paar: Mann, Mann|frau herz kuss küssendes paar mann sich küssendes paar
👩‍❤️‍💋‍👩|+|couplekiss_woman_woman|sich küssendes Paar: Frau, Frau|frau herz kuss küssendes paar mann sich küssendes paar
💑|+|couple_with_heart|Liebespaar|frau herz liebe liebespaar mann
👩‍❤️‍👨|+|couple_with_heart_woman_man|Liebespaar: Frau, Mann|frau herz liebe liebespaar mann
👨‍❤️‍👨|+|couple_with_heart_man_man|Liebespaar: Mann, Mann|frau herz liebe liebespaar mann
👩‍❤️‍👩|+|couple_with_heart_woman_woman|Liebespaar: Frau, Frau|frau herz liebe liebespaar mann
👨‍👩‍👦||family_man_woman_boy|Familie: Mann, Frau und Junge|familie frau junge kind mann mutter vater
👨‍👩‍👧||family_man_woman_girl|Familie: Mann, Frau und Mädchen|familie frau junge kind mann mutter mädchen vater
👨‍👩‍👧‍👦||family_man_woman_girl_boy|Familie: Mann, Frau, Mädchen und Junge|familie frau junge kind mann mutter mädchen vater
👨‍👩‍👦‍👦||family_man_woman_boy_boy|Familie: Mann, Frau, Junge und Junge|familie frau junge kind mann mutter vater
👨‍👩‍👧‍👧||family_man_woman_girl_girl|Familie: Mann, Frau, Mädchen und Mädchen|familie frau junge kind mann mutter mädchen vater
👨‍👨‍👦||family_man_man_boy|Familie: Mann, Mann und Junge|familie junge kind mann mutter vater
👨‍👨‍👧||family_man_man_girl|Familie: Mann, Mann und Mädchen|familie junge kind mann mutter mädchen vater
👨‍👨‍👧‍👦||family_man_man_girl_boy|Familie: Mann, Mann, Mädchen und Junge|familie junge kind mann mutter mädchen vater
👨‍👨‍👦‍👦||family_man_man_boy_boy|Familie: Mann, Mann, Junge und Junge|familie junge kind mann mutter vater
👨‍👨‍👧‍👧||family_man_man_girl_girl|Familie: Mann, Mann, Mädchen und Mädchen|familie junge kind mann mutter mädchen vater
👩‍👩‍👦||family_woman_woman_boy|Familie: Frau, Frau und Junge|familie frau junge kind mutter vater
👩‍👩‍👧||family_woman_woman_girl|Familie: Frau, Frau und Mädchen|familie frau junge kind mutter mädchen vater
👩‍👩‍👧‍👦||family_woman_woman_girl_boy|Familie: Frau, Frau, Mädchen und Junge|familie frau junge kind mutter mädchen vater
👩‍👩‍👦‍👦||family_woman_woman_boy_boy|Familie: Frau, Frau, Junge und Junge|familie frau junge kind mutter vater
👩‍👩‍👧‍👧||family_woman_woman_girl_girl|Familie: Frau, Frau, Mädchen und Mädchen|familie frau junge kind mutter mädchen vater
👨‍👦||family_man_boy|Familie: Mann, Junge|familie junge kind mann mutter vater
👨‍👦‍👦||family_man_boy_boy|Familie: Mann, Junge und Junge|familie junge kind mann mutter vater
👨‍👧||family_man_girl|Familie: Mann, Mädchen|familie junge kind mann mutter mädchen vater
👨‍👧‍👦||family_man_girl_boy|Familie: Mann, Mädchen und Junge|familie junge kind mann mutter mädchen vater
👨‍👧‍👧||family_man_girl_girl|Familie: Mann, Mädchen und Mädchen|familie junge kind mann mutter mädchen vater
👩‍👦||family_woman_boy|Familie: Frau, Junge|familie frau junge kind mutter vater
👩‍👦‍👦||family_woman_boy_boy|Familie: Frau, Junge und Junge|familie frau junge kind mutter vater
👩‍👧||family_woman_girl|Familie: Frau, Mädchen|familie frau junge kind mutter mädchen vater
👩‍👧‍👦||family_woman_girl_boy|Familie: Frau, Mädchen und Junge|familie frau junge kind mutter mädchen vater
👩‍👧‍👧||family_woman_girl_girl|Familie: Frau, Mädchen und Mädchen|familie frau junge kind mutter mädchen vater
🗣️||speaking_head|sprechender Kopf|gesicht kopf silhouette sprechende person sprechender kopf
👤||bust_in_silhouette|Silhouette einer Büste|büste person silhouette einer büste
👥||busts_in_silhouette|Silhouette mehrerer Büsten|büsten personen silhouette mehrerer büsten
🫂||people_hugging|sich umarmende Personen|abschied danke drücken drücker freundschaft hallo liebe sich umarmende personen tschüss umarmung
👪||family|Familie|familie junge kind mutter vater
🧑‍🧑‍🧒|||Familie: 2 Erwachsene, 1 Kind|erwachsene erwachsener familie kind
🧑‍🧑‍🧒‍🧒|||Familie: 2 Erwachsene, 2 Kinder|erwachsene erwachsener familie kind
🧑‍🧒|||Familie: 1 Erwachsene(r), 1 Kind|erwachsene erwachsener familie kind
🧑‍🧒‍🧒|||Familie: 1 Erwachsene(r), 2 Kinder|erwachsene erwachsener familie kind
👣||footprints|Fußabdrücke|abdruck auf dem weg fuß fußabdruck fußabdrücke`,
  `🐵||monkey_face|Affengesicht|affe affengesicht banane dschungel tier zoo
🐒||monkey|Affe|affe tier
🦍||gorilla|Gorilla|affe gesicht gorilla tier
🦧||orangutan|Orang-Utan|affe orang-utan tier
🐶||dog|Hundegesicht|hund hundegesicht tier treu wau wuff
🐕||dog2|Hund|haustier hund tier wau wuff
🦮||guide_dog|Blindenhund|barrierefreiheit behinderung blind blindenhund sehbehindert tier
🐕‍🦺||service_dog|Assistenzhund|assistenz assistenzhund barrierefreiheit behinderung tier
🐩||poodle|Pudel|hund pudel tier
🐺||wolf|Wolf|gesicht tier wolf wolfsgesicht
🦊||fox_face|Fuchs|fuchs fuchsgesicht gesicht tier
🦝||raccoon|Waschbär|klug neugierig schlau tier waschbär
🐱||cat|Katzengesicht|katze katzengesicht miau miez miezekatze tier
🐈||cat2|Katze|haustier katze miau tier
🐈‍⬛||black_cat|schwarze Katze|kater katze miau pech schwarze katze schwarzer kater tier unglück
🦁||lion|Löwe|gesicht löwe löwengesicht sternzeichen tier tierkreis
🐯||tiger|Tigergesicht|raubkatze tier tiger tigergesicht
🐅||tiger2|Tiger|tier tiger
🐆||leopard|Leopard|gepunktet leopard punkte raubkatze raubtier tier zoo
🐴||horse|Pferdegesicht|pferd pferdegesicht pferdekopf tier
🫎||moose|Elch|elch geweih säugetier tier
🫏||donkey|Esel|austreten dickschädel dummkopf esel maultier stur störrisch säugetier tier
🐎||racehorse|Pferd|pferd rennen rennpferd tier
🦄||unicorn|Einhorn|einhorn einhorngesicht gesicht
🦓||zebra|Zebra|streifen tier zebra
🦌||deer|Hirsch|gesicht hirsch tier
🦬||bison|Bison|bison büffel herde ochse tier wisent
🐮||cow|Kuhgesicht|kuh kuhgesicht tier
🐂||ox|Ochse|kuh ochse sternzeichen stier tier tierkreis
🐃||water_buffalo|Wasserbüffel|tier wasser wasserbüffel
🐄||cow2|Kuh|bauernhof kuh muh tier
🐷||pig|Schweinegesicht|schwein schweinegesicht tier
🐖||pig2|Schwein|bauernhof sau schwein tier
🐗||boar|Wildschwein|eber tier wildschwein
🐽||pig_nose|Schweinerüssel|nase schwein schweinerüssel tier
🐏||ram|Widder|schaf sternzeichen tierkreis widder
🐑||sheep|Schaf|bock mäh schaf tier widder wolle
🐐||goat|Ziege|steinbock sternzeichen tier tierkreis ziege
🐪||dromedary_camel|Dromedar|dromedar einhöckrig kamel tier wüste
🐫||camel|Kamel|kamel tier wüste zweihöckrig
🦙||llama|Lama|alpaca alpaka anden kamel lama tier vicuña wolle
🦒||giraffe|Giraffe|flecken giraffe tier
🐘||elephant|Elefant|elefant tier
🦣||mammoth|Mammut|aussterben groß mammut natur stoßzahn tier wollig
🦏||rhinoceros|Nashorn|nashorn rhinozeros tier
🦛||hippopotamus|Nilpferd|flusspferd hippo nilpferd tier
🐭||mouse|Mäusegesicht|maus mausgesicht mäusegesicht nagetier tier
🐁||mouse2|Maus|maus nage tier
🐀||rat|Ratte|nagetier ratte tier
🐹||hamster|Hamster|gesicht hamster hamstergesicht tier
🐰||rabbit|Hasengesicht|hase hasengesicht kaninchen karnickel langohr mümmelmann nager nagetier tier
🐇||rabbit2|Hase|hase kaninchen karnickel mümmelmann nagetier tier
🐿️||chipmunk|Streifenhörnchen|streifenhörnchen tier
🦫||beaver|Biber|biber biberschwanz biberzahn damm natur otter tier
🦔||hedgehog|Igel|igel stachelig stacheln tier
🦇||bat|Fledermaus|fledermaus tier vampir
🐻||bear|Bär|bär bärengesicht gesicht tier
🐻‍❄️||polar_bear|Eisbär|arktis eisbär nordpol weiß
🐨||koala|Koala|koala koalabär koalagesicht tier
🐼||panda_face|Panda|gesicht panda pandabär pandagesicht tier
🦥||sloth|Faultier|faul faultier langsam träge
🦦||otter|Otter|fischen otter tier verspielt
🦨||skunk|Stinktier|skunk stinken stinktier
🦘||kangaroo|Känguru|australien beuteltier down under hüpfen känguru quokka skippy springen tier wallaby
🦡||badger|Dachs|dachs dachse frechdachs honigdachs ratel tier
🐾||feet paw_prints|Tatzenabdrücke|abdruck tatzen tatzenabdrücke tier
🦃||turkey|Truthahn|geflügel pute thanksgiving truthahn
🐔||chicken|Huhn|geflügel henne huhn tier tierkopf
🐓||rooster|Hahn|hahn tier
🐣||hatching_chick|schlüpfendes Küken|ei küken küken in eierschale piep schlüpfendes küken tier vogel
🐤||baby_chick|Küken|küken kükenkopf tier
🐥||hatched_chick|Küken von vorne|geflügel küken küken in frontansicht küken von vorne tier
🐦||bird|Vogel|papagei taube tier vogel vogelkopf
🐧||penguin|Pinguin|pinguin pinguinkopf tier vogel
🕊️||dove|Taube|fliegen friede frieden friedenstaube taube vogel
🦅||eagle|Adler|adler tier vogel
🦆||duck|Ente|ente tier vogel
🦢||swan|Schwan|hässliches entlein schwan tier vogel
🦉||owl|Eule|eule raubvogel tier uhu vogel weise
🦤||dodo|Dodo|aussterben dodo dronte groß mauritius natur tier vogel
🪶||feather|Feder|feder federleicht federn fliegen gefieder leicht vogelfeder
🦩||flamingo|Flamingo|bunt farbenfroh flamingo rosa tier tropen tropisch vogel
🦚||peacock|Pfau|bunt pfau stolz stolzieren tier vogel
🦜||parrot|Papagei|ausplaudern papagei pirat plappern sprechen tier vogel wiederholen
🪽||wing|Flügel|engel engelsflügel federn fliegen flug flügel himmlisch mythologie vogel
🐦‍⬛||black_bird|schwarzer Vogel|amsel krächzen krähe rabe schnabel schwarzer vogel tier vogel
🪿||goose|Gans|blöd dumm dumme gans gans ganter geflügel gänserich schnattern tier vogel
🐦‍🔥|||Phönix|asche fabelwesen fantasy feuer feuervogel phönix reinkarnation tier vogel wiedergeburt
🐸||frog|Frosch|frosch froschgesicht gesicht grün quak tier
🐊||crocodile|Krokodil|krokodil reptil schnappi tier
🐢||turtle|Schildkröte|schildkröte tier
🦎||lizard|Eidechse|eidechse reptil
🐍||snake|Schlange|schlange schlangenträger sternzeichen tier tierkreis
🐲||dragon_face|Drachengesicht|drache drachengesicht märchen tier
🐉||dragon|Drache|chinesisch neujahr drache märchen tier
🦕||sauropod|Sauropode|brachiosaurus brontosaurus dino dinosaurier diplodocus saurier sauropode
🦖||t-rex|T-Rex|dino dinosaurier saurier t-rex tree tyrannosaurus rex
🐳||whale|blasender Wal|blasender wal meer ozean tier wal
🐋||whale2|Wal|ozean tier wal
🐬||dolphin flipper|Delfin|delfin meer ozean strand tier
🦭||seal|Seehund|meer ozean robbe seehund seelöwe tier
🐟||fish|Fisch|aquarium fisch fische meehr sternzeichen tier tierkreis
🐠||tropical_fish|Tropenfisch|tier tropenfisch
🐡||blowfish|Kugelfisch|kugelfisch kugelrund meer tier
🦈||shark|Hai|fisch hai haifisch meer tier
🐙||octopus|Oktopus|krake meer oktopus tier tintenfisch
🐚||shell|Schneckenhaus|muschel schneckenhaus strand tier
🪸||coral|Koralle|great barrier reef klimawandel koralle korallenriff meer ozean riff tier
🪼||jellyfish|Qualle|autsch brennen gallert glibber meer meeresbewohner meerestier nesseltier ozean qualle tentakeln
🦀||crab|Krebs|krabbe krebs meer sternzeichen strand tierkreis
🦞||lobster|Hummer|hummer lobster meeresfrucht meeresfrüchte meerestier scheren tier
🦐||shrimp|Garnele|garnele gourmet krustentier meeresfrucht shrimp
🦑||squid|Tintenfisch|kalmar tier tintenfisch
🦪||oyster|Auster|auster meer muschel perle tauchen tier
🐌||snail|Schnecke|langsam schnecke tier
🦋||butterfly|Schmetterling|insekt schmetterling schön
🐛||bug|Raupe|gefräßig insekt raupe tier
🐜||ant|Ameise|ameise insekt tier
🐝||bee honeybee|Biene|biene honig honigbiene hummel insekt maja natur summ tier
🪲||beetle|Käfer|insekt krabbeltier käfer minzkäfer tier wanze
🐞||lady_beetle|Marienkäfer|glückskäfer insekt krabbel marienkäfer punkte tier
🦗||cricket|Grille|grashüpfer grille heuschrecke insekt tier zikade
🪳||cockroach|Kakerlake|insekt kakerlake krabbeln krabbeltier käfer küchenschabe la cucaracha schabe tier
🕷️||spider|Spinne|insekt spinne tier
🕸️||spider_web|Spinnennetz|spinne spinnennetz
🦂||scorpion|Skorpion|horoskop skorpion sternzeichen tierkreis
🦟||mosquito|Mücke|biss fieber insekt insektenbiss insektenstich krankheit malaria moskito mücke schnake stechmücke stich tier virus
🪰||fly|Fliege|fliege fliegen insekt krankheit made mücke plage schmeißfliege tier verwesen
🪱||worm|Wurm|insekt natur parasit regenwurm ringelwurm tier wurm
🦠||microbe|Mikrobe|amöbe amöben bakterie bakterien einzeller medizin mikrobe virus wissenschaft
💐||bouquet|Blumenstrauß|blumen blumenstrauß bouquet
🌸||cherry_blossom|Kirschblüte|blume kirschblüte kirsche pflanze
💮||white_flower|Blumenstempel|blume blumenstempel
🪷||lotus|Lotusblüte|blume buddhismus erleuchtung gleichmut hinduismus liebe lotosblume lotusblüte pflanze reinheit ruhe schönheit
🏵️||rosette|Rosette|pflanze rosette
🌹||rose|Rose|blume blüte pflanze rose
🥀||wilted_flower|welke Blume|am sterben blume sterbend verwelkt welke blume welkende blume
🌺||hibiscus|Hibiskus|blume blüte hibiskus pflanze rosa
🌻||sunflower|Sonnenblume|blüte pflanze sonne sonnenblume
🌼||blossom|gelbe Blüte|blume blüte gelbe blüte pflanze
🌷||tulip|Tulpe|blume blüte pflanze tulpe
🪻||hyacinth|Hyazinthe|blaue wiesenlupine blume blühen blüte frühling hyazinthe lavendel lila lupine löwenmaul pflanze violett
🌱||seedling|Spross|junge pflanze spross
🪴||potted_plant|Topfpflanze|dekor grünpflanze haus pflegen topfpflanze wachsen zimmerpflanze
🌲||evergreen_tree|Nadelbaum|nadelbaum pflanze tannenbaum
🌳||deciduous_tree|Laubbaum|blätter grün laub laubbaum pflanze wald
🌴||palm_tree|Palme|baum kokusnuss oase palme pflanze strand tropen
🌵||cactus|Kaktus|dürre kaktus natur pflanze trockenzeit wüste
🌾||ear_of_rice|Reisähre|pflanze reis reispflanze reisähre
🌿||herb|Kräuter|blätter kräuter pflanze
☘️||shamrock|Kleeblatt|grün kleeblatt pflanze
🍀||four_leaf_clover|Glücksklee|blatt glück glücksklee kleeblatt pflanze silverster vier vierblättrig vierblättriges kleeblatt
🍁||maple_leaf|Ahornblatt|ahorn ahornblatt herbst laub pflanze
🍂||fallen_leaf|Laub|blatt blätter fallendes laub herbst laub pflanze
🍃||leaves|Blätter im Wind|blatt blätter blätter im wind laub pflanze wind
🪹||empty_nest|leeres Nest|heim leeres nest nest nestbau nisten vogelnest zuhause
🪺||nest_with_eggs|Nest mit Eiern|heim nest nest mit blauen eiern nest mit eiern nestbau nisten vogelnest zuhause
🍄||mushroom|Fliegenpilz|fliegenpilz giftig`,
  `🍇||grapes|Trauben|frucht obst traube trauben wein
🍈||melon|Honigmelone|cantaloupe frucht honigmelone obst
🍉||watermelon|Wassermelone|frucht obst wasser wassermelone
🍊||mandarin orange tangerine|Mandarine|apfelsine frucht mandarine obst orange vitamin
🍋||lemon|Zitrone|frucht obst sauer zitrone zitrusfrucht
🍋‍🟩|||Limette|cocktail essen frucht limette obst saft sauer tequila tropisch zitrusfrucht
🍌||banana|Banane|banane frucht obst schale
🍍||pineapple|Ananas|ananas frucht obst
🥭||mango|Mango|essen frucht früchte mango obst shaker tropisch
🍎||apple|roter Apfel|apfel frucht obst roter apfel
🍏||green_apple|grüner Apfel|apfel frucht gesund grüner apfel obst
🍐||pear|Birne|birne frucht obst
🍑||peach|Pfirsich|frucht obst pfirsich
🍒||cherries|Kirschen|frucht kirsche kirschen obst
🍓||strawberry|Erdbeere|erdbeere essen frucht obst
🫐||blueberries|Blaubeeren|blau blaubeere blaubeeren essen frucht heidelbeere heidelbeeren lebensmittel nahrung obst
🥝||kiwi_fruit|Kiwi|frucht kiwi obst
🍅||tomato|Tomate|essen gemüse obst tomate
🫒||olive|Olive|essen grün lebensmittel nahrung olive olivenzweig olivenöl zweig
🥥||coconut|Kokosnuss|colada essen frucht kokosnuss palme piña
🥑||avocado|Avocado|avocado essen frucht
🍆||eggplant|Aubergine|aubergine gemüse
🥔||potato|Kartoffel|essen gemüse kartoffel
🥕||carrot|Karotte|gemüse karotte mohrrübe möhre
🌽||corn|Maiskolben|gemüse mais maiskolben
🌶️||hot_pepper|Peperoni|chili paprika peperoni pfeffer pflanze scharf
🫑||bell_pepper|Paprika|essen gemüse gemüsepaprika grün lebensmittel nahrung paprika peperoni
🥒||cucumber|Gurke|essen gemüse gurke scheiben
🥬||leafy_green|Blattgemüse|blattgemüse blattgrün essen grünkohl grünzeug kohl kraut mangold pak choi pok choi salat salatblatt spinat
🥦||broccoli|Brokkoli|broccoli brokkoli essen gemüse gemüsekohl kohl
🧄||garlic|Knoblauch|essen geschmack knoblauch lebensmittel nahrung würze zutat
🧅||onion|Zwiebel|essen geschmack gewürz lebensmittel nahrung würze zwiebel
🥜||peanuts|Erdnuss|erdnuss essen
🫘||beans|Bohnen|bohne bohnen essen gemüse hülsenfrucht kidney-bohne kidneybohne lebensmittel
🌰||chestnut|Kastanie|kastanie marone
🫚||ginger_root|Ingwer|gesund gewürz ginger ale ingwer ingwerbier scharf wurzel würzig
🫛||pea_pod|Erbsenschote|bohne edamame erbse erbsen erbsenschote essen gemüse hülsenfrucht hülsenfrüchte
🍄‍🟫|||brauner Pilz|essen fungus gemüse lebensmittel natur pflanze pilz wald
🍞||bread|Brot|brot brotlaib essen kohlenhydrate laib brot toast weizen weißbrot
🥐||croissant|Croissant|corissant croissant französisch frühstück frühstückshörnchen
🥖||baguette_bread|Baguette|baguette brot französisch frühstück
🫓||flatbread|Fladenbrot|arepa essen fladenbrot lavasch lebensmittel naan nahrung pita
🥨||pretzel|Brezel|brezel brezen brezn essen gedreht oktoberfest
🥯||bagel|Bagel|backwaren bagel brötchen bäckerei essen frühstück pausenbrot
🥞||pancakes|Pfannkuchen|crepe eierpfannkuchen essen pfannkuchen
🧇||waffle|Waffel|essen lebensmittel nahrung waffel waffel mit butter
🧀||cheese|Käsestück|käse käsestück
🍖||meat_on_bone|Fleischhachse|fleisch fleischhachse knochen restaurant
🍗||poultry_leg|Hähnchenschenkel|fleisch geflügel hähnchenschenkel hühnerbein restaurant
🥩||cut_of_meat|Fleischstück|essen fleisch fleischstück kotelett lammkotelett rot schnitzel schweinekotelett steak
🥓||bacon|Bacon|bacon essen frühstücksspeck speck speckstreifen
🍔||hamburger|Hamburger|fast food hamburger restaurant
🍟||fries|Pommes frites|fritten pommes pommes frites
🍕||pizza|Pizza|pizza pizzastück pizzeria
🌭||hotdog|Hotdog|essen frankfurter hot dog hotdog wurst würstchen
🥪||sandwich|Sandwich|brot essen sandwich
🌮||taco|Taco|essen mexikanisch taco
🌯||burrito|Burrito|burrito essen mexikanisch
🫔||tamale|Tamale|burrito eingewickelt essen lebensmittel mexikanisch streetfood tamale wrap
🥙||stuffed_flatbread|Döner|döner döner kebab falafel wrap
🧆||falafel|Falafel|bällchen essen falafel fleischbällchen kichererbsen lebensmittel nahrung
🥚||egg|Ei|ei frühstück frühstücksei
🍳||fried_egg|Spiegelei in Bratpfanne|braten bratpfanne kochen spiegelei spiegelei in bratpfanne
🥘||shallow_pan_of_food|Pfannengericht|essen paella pfannengericht reispfanne
🍲||stew|Topf mit Essen|eintopf gericht schüssel suppe topf mit essen
🫕||fondue|Fondue|essen fondue geschmolzen käse schokolade schweizerisch topf
🥣||bowl_with_spoon|Schüssel mit Löffel|brei cerealien essen frühstück haferbrei reisbrei schüssel schüssel mit löffel suppe
🥗||green_salad|Salat|blattgemüse essen gesund grün salat
🍿||popcorn|Popcorn|kino popcorn snack
🧈||butter|Butter|butter essen lebensmittel milchprodukt nahrung
🧂||salt|Salz|gesalzen geschmack gewürz salz salzig salzstreuer würze zutat
🥫||canned_food|Konserve|büchse dose essen konserve
🍱||bento|Bento-Box|bento bento-box japanisches essen sushi
🍘||rice_cracker|Reiscracker|reiscracker
🍙||rice_ball|Reisbällchen|essen japanisch reis reisbällchen
🍚||rice|Reis in Schüssel|essen reis reis in schüssel
🍛||curry|Reis mit Curry|curry reis reis mit curry
🍜||ramen|Schüssel und Essstäbchen|chinesisches essen dampfend eiernudeln nudeln schüssel schüssel und essstäbchen suppe
🍝||spaghetti|Spaghetti|essse nudeln mit tomatensoße pasta restaurant spaghetti
🍠||sweet_potato|geröstete Süßkartoffel|essen gemüse süßkartoffel
🍢||oden|Oden|japanisches gericht oden restaurant
🍣||sushi|Sushi|japanisches gericht restaurant sushi
🍤||fried_shrimp|frittierte Garnele|frittierte garnele garnele restaurant tempura
🍥||fish_cake|Fischfrikadelle|fisch fischfrikadelle restaurant spirale
🥮||moon_cake|Mondkuchen|essen fest festival herbst mondfest mondkuchen pinyin yuebing
🍡||dango|Dango|dango japanisches gericht mochi-kugeln auf einem spieß restaurant
🥟||dumpling|Teigtasche|chinesische teigtasche dumpling empanada essen gyōza jiaozi kloß pierogi potsticker teigtasche
🥠||fortune_cookie|Glückskeks|essen glückskeks prophezeiung
🥡||takeout_box|Takeaway-Schachtel|chinesisches essen essen stäbchen takeaway-box takeaway-schachtel
🍦||icecream|Softeis|softeis
🍧||shaved_ice|Wassereis|sorbet wassereis zerstoßen
🍨||ice_cream|Eiscreme|eis eisbecher eiscreme eisdiele
🍩||doughnut|Donut|donut doughnut essen kuchen süß
🍪||cookie|Keks|cookie keks plätchen
🎂||birthday|Geburtstagskuchen|essen feier geburtstag geburtstagskuchen geburtstagstorte happy birthday kerzen lebensmittel torte
🍰||cake|Torte|kuchen kuchenstück stück torte torte tortenstück
🧁||cupcake|Cupcake|bäckerei cupcake dessert essen gebäck kalorienbombe konditorei muffin nachspeise streusel süß zucker
🥧||pie|Kuchen|essen füllung gebäck kuchen pastete torte
🍫||chocolate_bar|Schokoladentafel|essen schokolade schokoladentafel süßigkeit
🍬||candy|Bonbon|bonbon süß süßigkeit
🍭||lollipop|Lutscher|lolli lutscher süßigkeit
🍮||custard|Pudding|dessert flan nachspeise nachtisch pudding schokolade soße
🍯||honey_pot|Honigtopf|honig honigtopf süß
🍼||baby_bottle|Babyflasche|baby babyflasche fläschchen kind milch trinken
🥛||milk_glass|Glas Milch|getränk glas milch trinken
☕||coffee|Heißgetränk|cafe dampfend heiß heißgetränk kaffee tasse tee trinken
🫖||teapot|Teekanne|getränk lebensmittel tee tee brühen teekanne teekrug trinken
🍵||tea|Teetasse ohne Henkel|getränk grüner tee oolong schale tee teetasse teetasse ohne henkel
🍶||sake|Sake-Flasche mit Tasse|flasche getränk sake sake-flasche mit tasse sake-flasche und -tasse tasse trinken
🍾||champagne|Flasche mit knallendem Korken|champagner flasche flasche mit knallendem korken getränk korken sekt trinken
🍷||wine_glass|Weinglas|alkohol bar wein weinglas
🍸||cocktail|Cocktailglas|bar cocktail cocktailglas drink martini
🍹||tropical_drink|Cocktail|bar cocktail exotisches getränk
🍺||beer|Bierkrug|bar bier bierkrug oktoberfest prost weizenbier
🍻||beers|Bierkrüge|anstoßen bier bierkrüge oktoberfest prosit prost weizen
🥂||clinking_glasses|Sektgläser|anstoßen feier feiern getränk prost sekt sektgläser
🥃||tumbler_glass|Trinkglas|bar schnaps trinkglas whiskey
🫗||pouring_liquid|Flüssigkeit ausgießen|ausleeren flüssigkeit ausgießen getränk glas leer missgeschick tropfende flüssigkeit verschütten
🥤||cup_with_straw|Becher mit Strohhalm|becher becher mit strohhalm brause erfrischung saft selters soda strohhalm trinken trinkhalm wasser
🧋||bubble_tea|Bubble Tea|blase bubble tea essen getränk lebensmittel milch perle taiwan tee
🧃||beverage_box|Trinkpäckchen|fruchtsaft getränk obstsaft saft saftpackung trinkpäckchen
🧉||mate|Mate-Tee|getränk mate-tee tee
🧊||ice_cube|Eiswürfel|eisberg eiswürfel gefroren kalt kühlen
🥢||chopsticks|Essstäbchen|chinesisches essen essen essstäbchen hashi japanisches essen
🍽️||plate_with_cutlery|Teller mit Messer und Gabel|gabel geschirr kochen messer teller teller mit messer und gabel
🍴||fork_and_knife|Messer und Gabel|abendessen besteck essen frühstück gabel gabel und messer geschirr hunger lecker messer messer und gabel mittagessen restaurant
🥄||spoon|Löffel|besteck löffel
🔪||hocho knife|Küchenmesser|küchenmesser schneiden
🫙||jar|Einmachglas|einmachglas einweckglas essen gewürzglas leer leerer behälter leeres einweckglas leeres glas marmeladeglas schraubglas
🏺||amphora|Amphore|amphore gefäß kochen krug sternzeichen tierkreis trinken vase wassermann`,
  `🌍||earth_africa|Globus mit Europa und Afrika|afrika erde europa globus mit europa und afrika weltkugel
🌎||earth_americas|Globus mit Amerika|erde globus globus mit amerika nordamerika südamerika weltkugel
🌏||earth_asia|Globus mit Asien und Australien|asien australien erde globus globus mit asien und australien weltkugel
🌐||globe_with_meridians|Globus mit Meridianen|breitengrad globus mit meridianen längengrad
🗺️||world_map|Weltkarte|landkarte reisen welt weltkarte
🗾||japan|Umriss von Japan|japan karte umriss von japan
🧭||compass|Kompass|himmelsrichtung kompass magnetisch navigation orientierung richtung windrose
🏔️||mountain_snow|schneebedeckter Berg|berg gebirge kalt schneebedeckter berg
⛰️||mountain|Berg|berg gebirge
🌋||volcano|Vulkan|ausbruch berg lava vulkan vulkanausbruch wetter
🗻||mount_fuji|Fuji|berg fuji vulkan
🏕️||camping|Camping|campen camping zelt zelten
🏖️||beach_umbrella|Strand mit Sonnenschirm|meer sonnenschirm strand strand mit sonnenschirm
🏜️||desert|Wüste|heiß wüste
🏝️||desert_island|einsame Insel|einsame insel insel meer palme strand verlassen
🏞️||national_park|Nationalpark|berg fluss nationalpark natur schutzgebiet
🏟️||stadium|Stadion|arena stadion
🏛️||classical_building|antikes Gebäude|antikes gebäude gebäude klassizistisch
🏗️||building_construction|Kran|bau bauen kran
🧱||bricks|Ziegelstein|bauen grenze klinker mauer mauerwerk mörtel wand ziegel ziegelstein ziegelsteine zugemauert
🪨||rock|Felsen|felsen felsig hart natur schwer stein steinig
🪵||wood|Holz|baumstamm feuerholz holz holzig holzscheite lagerfeuer
🛖||hut|Hütte|behausung gebäude haus hütte jurte objekt rundhaus schutz
🏘️||houses|Wohnhäuser|dorf gebäude haus wohnhaus wohnhäuser wohnsiedlung
🏚️||derelict_house|verfallenes Haus|gebäude haus heruntergekommen verfallenes haus verlassen verlassenes haus
🏠||house|Haus|gebäude haus zuhause
🏡||house_with_garden|Haus mit Garten|baum haus haus mit baum haus mit garten
🏢||office|Bürogebäude|bürogebäude hochhaus
🏣||post_office|japanisches Postgebäude|japanisches postgebäude post
🏤||european_post_office|Postgebäude|europa europäisches postgebäude post postgebäude
🏥||hospital|Krankenhaus|ambulanz arzt gebäude krank krankenhaus medizin notaufnahme
🏦||bank|Bank|bank gebäude geld
🏨||hotel|Hotel|gebäude hotel unterkunft übernachten
🏩||love_hotel|Stundenhotel|gebäude liebe stundenhotel unterkunft
🏪||convenience_store|Minimarkt|einkaufen gebäude geschäft lebensmittel minimarkt
🏫||school|Schule|gebäude schule schulgebäude
🏬||department_store|Kaufhaus|einkaufen gebäude geschäft kaufhaus shoppen
🏭||factory|Fabrik|fabrik fabrikgebäude gebäude
🏯||japanese_castle|japanisches Schloss|bauwerk gebäude japanisches schloss schloss
🏰||european_castle|Schloss|bauwerk burg europa europäisch gebäude märchen märchenschloss schloss
💒||wedding|Hochzeit|herz hochzeit kirche
🗼||tokyo_tower|Tokyo Tower|fernsehturm tokio tokyo tower
🗽||statue_of_liberty|Freiheitsstatue|amerika freiheit freiheitsstatue
⛪||church|Kirche|christ christentum christlich gebäude kirche kreuz religion
🕌||mosque|Moschee|islam moschee moslem muslim religion
🛕||hindu_temple|Hindutempel|gebäude hindu hindutempel
🕍||synagogue|Synagoge|jude jüdisch religion synagoge tempel
⛩️||shinto_shrine|Shinto-Schrein|religion schrein shinto shinto-schrein
🕋||kaaba|Kaaba|hajj islam kaaba moslem muslim religion
⛲||fountain|Springbrunnen|garten park springbrunnen
⛺||tent|Zelt|camping campingurlaub zelt zeltplatz
🌁||foggy|neblig|nebel wetter
🌃||night_with_stars|Sternenhimmel|city hochhäuser nacht skyline stadt sterne sternenhimmel
🏙️||cityscape|Skyline|gebäude großstadt hochhäuser häuser skyline stadt wolkenkratzer
🌄||sunrise_over_mountains|Sonnenaufgang über Bergen|berge sonnenaufgang sonnenaufgang über bergen
🌅||sunrise|Sonnenaufgang über dem Meer|meer sonnenaufgang sonnenaufgang über dem meer
🌆||city_sunset|Abendstimmung in der Stadt|abendstimmung in der stadt hochhäuser new york skyline sonnenaufgang sonnenuntergang wolkenkratzer
🌇||city_sunrise|Sonnenuntergang in der Stadt|großstadt hochhäuser morgenrot sonnenaufgang sonnenuntergang sonnenuntergang in der stadt wolkenkratzer
🌉||bridge_at_night|Brücke vor Nachthimmel|brücke brücke vor nachthimmel golden gate nacht nachts
♨️||hotsprings|heiße Quellen|dampf dampfend heiße quelle heiße quellen quelle quellen
🎠||carousel_horse|Karussellpferd|karussell karussellpferd reiten
🛝||playground_slide|Spielplatzrutsche|rutschbahn spielen spielplatz spielplatzrutsche vergnügungspark
🎡||ferris_wheel|Riesenrad|freizeitpark riesenrad volksfest
🎢||roller_coaster|Achterbahn|achterbahn freizeitpark volksfest
💈||barber|Barbershop-Säule|barbershop-säule friseur herrenfriseur säule
🎪||circus_tent|Zirkuszelt|unterhaltung zirkus zirkuszelt
🚂||steam_locomotive|Dampflokomotive|bahn dampf dampflok dampflokomotive fahrzeug schiene zug
🚃||railway_car|Eisenbahnwagen|eisenbahnwagen fahrzeug straßenbahn straßenbahnwagen tram waggon wagon zug
🚄||bullettrain_side|Hochgeschwindigkeitszug mit spitzer Nase|hochgeschwindigkeitszug mit spitzer nase ice shinkansen tgv
🚅||bullettrain_front|Hochgeschwindigkeitszug|bahn hochgeschwindigkeitszug japan shinkansen
🚆||train2|Zug|bahn eisenbahn ice zug
🚇||metro|U-Bahn|metro u-bahn
🚈||light_rail|S-Bahn|bahn ice monorail s-bahn zug
🚉||station|Bahnhof|bahn bahnhof zug
🚊||tram|Straßenbahn|straßenbahn tram verkehrsmittel
🚝||monorail|Einschienenbahn|einschienenbahn magnetschwebebahn monorail
🚞||mountain_railway|Bergbahn|bergbahn bimmelbahn zug
🚋||train|Straßenbahnwagen|straßenbahn straßenbahnwagen tram tramwagen transport verkehrsmittel waggon
🚌||bus|Bus|bus fahrzeug schulbus
🚍||oncoming_bus|Bus von vorne|bus bus von vorne verkehrsmittel vorderansicht bus
🚎||trolleybus|Oberleitungsbus|oberleitungsbus straßenbahn trolleybus
🚐||minibus|Kleinbus|fahrzeug kleinbus
🚑||ambulance|Krankenwagen|ambulanz krankenwagen notfall
🚒||fire_engine|Feuerwehrauto|brand feuerwehrauto löschfahrzeug
🚓||police_car|Polizeiwagen|polizei polizeiwagen streifenwagen
🚔||oncoming_police_car|Polizeiwagen von vorne|polizei polizeiwagen von vorne streifenwagen vorderansicht polizeiwagen
🚕||taxi|Taxi|auto fahrzeug taxi
🚖||oncoming_taxi|Taxi von vorne|auto fahren gelb taxi taxi von vorne vorderansicht taxi
🚗||car red_car|Auto|auto fahren fahrzeug rot verkehr
🚘||oncoming_automobile|Auto von vorne|auto auto von vorne automobil fahrzeug rot vorderansicht auto
🚙||blue_car|Wohnmobil|auto blau fahren verreisen wohnmobil
🛻||pickup_truck|Pick-up|auto fahren fahrzeug laster lastwagen lieferwagen lkw pick-up transport
🚚||truck|Lieferwagen|lastwagen lieferwagen lkw
🚛||articulated_lorry|Sattelzug|lastwagen lkw sattelzug umziehen ziehen um
🚜||tractor|Traktor|bauernhof landwirtschaft traktor trecker
🏎️||racing_car|Rennauto|autorennen rennauto
🏍️||motorcycle|Motorrad|moped motorrad motorrennen
🛵||motor_scooter|Motorroller|motoroller motorroller vespa
🦽||manual_wheelchair|manueller Rollstuhl|barrierefreiheit behinderung manueller rollstuhl rollstuhl
🦼||motorized_wheelchair|elektrischer Rollstuhl|barrierefreiheit behinderung elektrischer rollstuhl rollstuhl
🛺||auto_rickshaw|Autorikscha|autorikscha fahrzeug tuk-tuk
🚲||bike|Fahrrad|bmx fahrrad radeln radler spinning
🛴||kick_scooter|Tretroller|tretroller
🛹||skateboard|Skateboard|brett räder skateboard skateboard fahren skaten skater
🛼||roller_skate|Rollschuh|rollen rollerskate rollschuh rollschuh laufen sport
🚏||busstop|Bushaltestelle|bus bushaltestelle
🛣️||motorway|Autobahn|autobahn schnellstraße
🛤️||railway_track|Bahngleis|bahn bahngleis gleise schienen
🛢️||oil_drum|Ölfass|öl ölfass
⛽||fuelpump|Tanksäule|benzin tanke tanken tankstelle tanksäule
🛞||wheel|Autorad|autorad autoreifen drehen reifen reifen mit felgen rotieren
🚨||rotating_light|Polizeilicht|polizei polizeilicht sirene
🚥||traffic_light|horizontale Verkehrsampel|horizontale verkehrsampel verkehrsampel vertikal
🚦||vertical_traffic_light|vertikale Verkehrsampel|horizontal verkehrsampel vertikale verkehrsampel
🛑||stop_sign|Stoppschild|achteckig stopp stoppschild
🚧||construction|Baustellenabsperrung|baustelle baustellenabsperrung baustellenschild schild
⚓||anchor|Anker|anker hafen meer
🛟||ring_buoy|Rettungsring|leben retten lebensretter retten rettung rettungsring schwimmring sicherheit
⛵||boat sailboat|Segelboot|segelboot
🛶||canoe|Kanu|boot kanu wassersport
🚤||speedboat|Schnellboot|luxus schnellboot see sommer wasser yacht
🛳️||passenger_ship|Passagierschiff|aida passagierschiff rundreise seereise traumschiff
⛴️||ferry|Fähre|fähre schiff
🛥️||motor_boat|Motorboot|motorboot schiff
🚢||ship|Schiff|dampfer kreuzfahrtschiff schiff traumschiff
✈️||airplane|Flugzeug|flieger flugzeug
🛩️||small_airplane|kleines Flugzeug|flugzeug kleines flugzeug privatjet
🛫||flight_departure|Abflug|abflug fliegen flughafen flugzeug start start eines flugzeugs
🛬||flight_arrival|Landung eines Flugzeugs|ankunft flieger flughafen flugzeug landen landung landung eines flugzeugs
🪂||parachute|Fallschirm|fallschirm fallschirmspringen paragliding skydiving sport
💺||seat|Sitzplatz|bus flugzeug sitz sitzplatz zug
🚁||helicopter|Hubschrauber|fliegen helikopter hubschrauber reisen
🚟||suspension_railway|Schwebebahn|hängebahn schwebebahn
🚠||mountain_cableway|Bergschwebebahn|bergschwebebahn
🚡||aerial_tramway|Bergseilbahn|bergseilbahn gondel
🛰️||artificial_satellite|Satellit|satellit sputnik weltraum
🚀||rocket|Rakete|all rakete weltraum
🛸||flying_saucer|fliegende Untertasse|alien außerirdisch fliegende untertasse ufo
🛎️||bellhop_bell|Rezeptionsklingel|rezeptionsklingel
🧳||luggage|Gepäck|ballast gepäck hartschalenkoffer koffer reise trolley-tasche
⌛||hourglass|Sanduhr|prozess sanduhr vorgang läuft zeit
⏳||hourglass_flowing_sand|laufende Sanduhr|laufende sanduhr prozess sanduhr vorgang läuft
⌚||watch|Armbanduhr|armbanduhr zeit
⏰||alarm_clock|Wecker|uhr uhrzeit wecker zeit
⏱️||stopwatch|Stoppuhr|stoppuhr zeit
⏲️||timer_clock|Zeitschaltuhr|timer zeitschaltuhr
🕰️||mantelpiece_clock|Kaminuhr|kaminuhr tick tack
🕛||clock12|Ziffernblatt 12:00 Uhr|0 uhr 12:00 uhr mittag mitternacht uhr ziffernblatt 12.00 uhr ziffernblatt 12:00 uhr zwölf uhr
🕧||clock1230|12:30 Uhr|00:30 halb eins uhr zeit ziffernblatt 12.30 uhr ziffernblatt 12:30 uhr
🕐||clock1|1:00 Uhr|01:00 13:00 1:00 uhr punkt eins uhr zeit ziffernblatt 1.00 uhr ziffernblatt 1:00 uhr
🕜||clock130|1:30 Uhr|1 uhr 30 1:30 uhr halb zwei uhr ziffernblatt 1.30 uhr ziffernblatt 1:30 uhr
🕑||clock2|2:00 Uhr|2:00 uhr uhr zeit ziffernblatt 2.00 uhr ziffernblatt 2:00 uhr
🕝||clock230|2:30 Uhr|2:30 uhr halb drei uhr zeit ziffernblatt 2.30 uhr ziffernblatt 2:30 uhr
🕒||clock3|3:00 Uhr|3:00 uhr uhr zeit ziffernblatt 3.00 uhr ziffernblatt 3:00 uhr
🕞||clock330|3:30 Uhr|3:30 uhr halb vier uhr ziffernblatt 3.30 uhr ziffernblatt 3:30 uhr
🕓||clock4|4:00 Uhr|4:00 uhr uhr zeit ziffernblatt 4.00 uhr ziffernblatt 4:00 uhr
🕟||clock430|4:30 Uhr|04:30 16:30 4:30 uhr halb fünf uhr zeit ziffernblatt 4.30 uhr ziffernblatt 4:30 uhr
🕔||clock5|5:00 Uhr|05:00 17:00 5:00 uhr punkt fünf uhr zeit ziffernblatt 5.00 uhr ziffernblatt 5:00 uhr
🕠||clock530|5:30 Uhr|05:30 17:30 5:30 uhr halb sechs uhr ziffernblatt 5.30 uhr ziffernblatt 5:30 uhr
🕕||clock6|6:00 Uhr|6:00 uhr uhr zeit ziffernblatt 6.00 uhr ziffernblatt 6:00 uhr
🕡||clock630|6:30 Uhr|6:30 uhr halb sieben uhr ziffernblatt 6.30 uhr
🕖||clock7|7:00 Uhr|7:00 uhr uhr ziffernblatt 7.00 uhr ziffernblatt 7:00 uhr
🕢||clock730|7:30 Uhr|7:30 uhr halb acht uhr zeit ziffernblatt 7.30 uhr ziffernblatt 7:30 uhr
🕗||clock8|8:00 Uhr|8:00 uhr uhr um 8 zeit ziffernblatt 8.00 uhr ziffernblatt 8:00 uhr
🕣||clock830|8:30 Uhr|8:30 uhr halb neun uhr ziffernblatt 8.30 uhr ziffernblatt 8:30 uhr
🕘||clock9|9:00 Uhr|9:00 uhr uhr zeit ziffernblatt 9.00 uhr ziffernblatt 9:00 uhr
🕤||clock930|9:30 Uhr|9:30 uhr halb zehn uhr zeit ziffernblatt 9.30 uhr ziffernblatt 9:30 uhr
🕙||clock10|10:00 Uhr|10:00 uhr uhr zeit ziffernblatt 10.00 uhr ziffernblatt 10:00 uhr
🕥||clock1030|10:30 Uhr|10:30 uhr halb elf uhr ziffernblatt 10.30 uhr ziffernblatt 10:30 uhr
🕚||clock11|11:00 Uhr|11:00 uhr uhr zeit ziffernblatt 11.00 uhr ziffernblatt 11:00 uhr
🕦||clock1130|11:30 Uhr|11:30 uhr halb zwölf uhr zeit ziffernblatt 11.30 uhr ziffernblatt 11:30 uhr
🌑||new_moon|Neumond|neumond
🌒||waxing_crescent_moon|erstes Mondviertel|erstes mondviertel mond zunehmend
🌓||first_quarter_moon|zunehmender Halbmond|halbmond zunehmender halbmond
🌔||moon waxing_gibbous_moon|zweites Mondviertel|mond zunehmend zweites mondviertel
🌕||full_moon|Vollmond|vollmond
🌖||waning_gibbous_moon|drittes Mondviertel|abnehmend drittes mondviertel mond
🌗||last_quarter_moon|abnehmender Halbmond|abnehmender halbmond halbmond
🌘||waning_crescent_moon|letztes Mondviertel|abnehmend letztes mondviertel mond nacht
🌙||crescent_moon|Mondsichel|mond mondsichel nacht
🌚||new_moon_with_face|Neumond mit Gesicht|gesicht mondgesicht neumond neumond mit gesicht
🌛||first_quarter_moon_with_face|Mondsichel mit Gesicht links|gesicht mond mondsichel mondsichel mit gesicht links weltall
🌜||last_quarter_moon_with_face|Mondsichel mit Gesicht rechts|gesicht mondsichel mondsichel mit gesicht rechts nacht
🌡️||thermometer|Thermometer|temperatur thermometer wetter
☀️||sunny|Sonne|sonne sonnenstrahlen sonnig strahlen wetter
🌝||full_moon_with_face|Vollmond mit Gesicht|gesicht vollmond vollmond mit gesicht
🌞||sun_with_face|Sonne mit Gesicht|gesicht sonne sonne mit gesicht sonnengesicht sonnenschein
🪐||ringed_planet|Ringplanet|gasplanet himmelskörper ringplanet saturn
⭐||star|weißer mittelgroßer Stern|astronomie gelber stern himmel stern weißer mittelgroßer stern
🌟||star2|funkelnder Stern|funkelnder stern glitzern stern
🌠||stars|Sternschnuppe|himmel sternschnuppe
🌌||milky_way|Milchstraße|galaxie milchstraße universum
☁️||cloud|Wolke|wetter wolke wolkig
⛅||partly_sunny|Sonne hinter Wolke|sonne sonne hinter wolke wolke wolkig
⛈️||cloud_with_lightning_and_rain|Wolke mit Blitz und Regen|blitz gewitter regen wetter wolke wolke mit blitz und regen wolkig
🌤️||sun_behind_small_cloud|Sonne hinter kleiner Wolke|bewölkt kleine wolke sonne sonne hinter kleiner wolke wetter wolke
🌥️||sun_behind_large_cloud|Sonne hinter großer Wolke|bewölkt große wolke sonne sonne hinter großer wolke wetter wolke
🌦️||sun_behind_rain_cloud|Sonne hinter Regenwolke|regenwolke sonne sonne hinter regenwolke wetter
🌧️||cloud_with_rain|Wolke mit Regen|regen regenwolke wetter wolke wolke mit regen
🌨️||cloud_with_snow|Wolke mit Schnee|kalt schnee wetter wolke wolke mit schnee
🌩️||cloud_with_lightning|Wolke mit Blitz|blitz gewitter wetter wolke wolke mit blitz
🌪️||tornado|Wirbelsturm|tornado wetter wirbelsturm
🌫️||fog|Nebel|nebel neblig wetter
🌬️||wind_face|Wind|wetter wind windig
🌀||cyclone|Wirbel|spirale wirbel wirbelsturm
🌈||rainbow|Regenbogen|regenbogen wetter
🌂||closed_umbrella|geschlossener Regenschirm|geschlossener regenschirm regen regenschirm
☂️||open_umbrella|Regenschirm|bekleidung regen regenschirm wetter
☔||umbrella|Regenschirm im Regen|regen regenschirm regenschirm im regen
⛱️||parasol_on_ground|aufgestellter Sonnenschirm|aufgestellter sonnenschirm sonnenschirm strand
⚡||zap|Hochspannung|blitz elektrizität gefahr gewitter hochspannung hochspannungszeichen strom
❄️||snowflake|Schneeflocke|kalt schnee schneeflocke schneien wetter winter
☃️||snowman_with_snow|Schneemann im Schnee|schnee schneemann schneemann im schnee
⛄||snowman|Schneemann ohne Schneeflocken|kalt schnee schneemann schneemann ohne schneeflocken winter
☄️||comet|Komet|komet weltall
🔥||fire|Feuer|brennen feuer flamme heiß
💧||droplet|Tropfen|schweiß tropfen träne wasser wassertropfen
🌊||ocean|Welle|meer welle`,
  `🎃||jack_o_lantern|Halloweenkürbis|halloween halloweenkürbis herbst kürbislaterne
🎄||christmas_tree|Weihnachtsbaum|tanne weihnachten weihnachtsbaum
🎆||fireworks|Feuerwerk|feuerwerk silvester
🎇||sparkler|Wunderkerze|feiern feuerwerk party wunderkerze
🧨||firecracker|Feuerwerkskörper|dynamit explosion explosiv feuer feuerwerk feuerwerkskörper funken knall knallen knaller kracher silvester sprengen sprengstoff zündstoff
✨||sparkles|funkelnde Sterne|* funkelnde sterne sterne
🎈||balloon|Luftballon|feier geburtstag luftballon
🎉||tada|Konfettibombe|böller feier juhu knaller konfetti konfettibombe party super yay
🎊||confetti_ball|Konfettiball|feier konfetti konfettiball party
🎋||tanabata_tree|Tanabata-Baum|baum fest japan sternenfest tanabata-baum zettel
🎍||bamboo|Piniendekoration|japan neujahrsfest piniendekoration
🎎||dolls|japanische Puppen|japanische puppen puppenfest japan
🎏||flags|traditionelle japanische Windsäcke|feier karpfen traditionelle japanische windsäcke windsäcke
🎐||wind_chime|japanisches Windspiel|bimmel feier glocke japanisches windspiel wind
🎑||rice_scene|traditionelles Mondfest|japan mond mondfest traditionelles mondfest
🧧||red_envelope|roter Umschlag|geld geschenk glück hong bao hongbao roter umschlag
🎀||ribbon|pinke Schleife|feier geschenk rosa schleife
🎁||gift|Geschenk|feier geburtstag geschenk schachtel schleife verpackt weihnachten überraschung
🎗️||reminder_ribbon|Gedenkschleife|gedenkschleife
🎟️||tickets|Eintrittskarten|billet eintrittskarte eintrittskarten ticket
🎫||ticket|Ticket|konzert ticket unterhaltung
🎖️||medal_military|Militärorden|militärorden
🏆||trophy|Pokal|bundesliga champion gewinnen pokal preis sieger sport trophäe
🏅||medal_sports|Sportmedaille|gewinn goldmedaille sportmedaille
🥇||1st_place_medal|Goldmedaille|erster gewinn goldmedaille medaille 1. platz
🥈||2nd_place_medal|Silbermedaille|medaille 2. platz silbermedaille zweiter
🥉||3rd_place_medal|Bronzemedaille|bronzemedaille dritter medaille 3. platz
⚽||soccer|Fußball|bundesliga fußball messi
⚾||baseball|Baseball|baseball
🥎||softball|Softball|baseball handschuh softball sport unterarm werfen
🏀||basketball|Basketball|basketball korb sport
🏐||volleyball|Volleyball|sport volleyball
🏈||football|Football|american football amerika football sport super bowl
🏉||rugby_football|Rugbyball|rugby rugbyball sport
🎾||tennis|Tennisball|sport tennis tennisball
🥏||flying_disc|Frisbee|disc disk fliegende untertasse frisbee scheibe ultimate
🎳||bowling|Bowling|bowling bowlingkugel kugel spiel
🏏||cricket_game|Kricket|ball cricket kricket schläger
🏑||field_hockey|Feldhockey|feldhockey schläger
🏒||ice_hockey|Eishockey|eishockey eishockey-schläger und puck puck schläger
🥍||lacrosse|Lacrosse|ball lacrosse schläger sport stick stock tor
🏓||ping_pong|Tischtennis|ball ping pong schläger spiel sport tischtennis
🏸||badminton|Badminton|badminton federball schläger
🥊||boxing_glove|Boxhandschuh|boxen boxhandschuh sport
🥋||martial_arts_uniform|Kampfsportanzug|judo kampfkunst kampfsport kampfsportanzug karate taekwondo
🥅||goal_net|Tor|fußball netz sport tor
⛳||golf|Golffahne|golffahne golfplatz
⛸️||ice_skate|Schlittschuh|eislauf schlittschuh
🎣||fishing_pole_and_fish|Angel mit Fisch|angel mit fisch angeln entspannung
🤿||diving_mask|Tauchmaske|schnorcheln schwimmen sport sporttauchen tauchen tauchmaske
🎽||running_shirt_with_sash|Laufshirt|laufen laufshirt laufshirt mit schärpe schärpe sport
🎿||ski|Ski|ski ski und stöcke
🛷||sled|Schlitten|rodel rodeln schlitten schnee
🥌||curling_stone|Curlingstein|curlingstein spiel sport
🎯||dart|Darts|dart darts pfeil spiel volltreffer zielscheibe
🪀||yo_yo|Jo-Jo|jo-jo spielzeug yo-yo
🪁||kite|Drachen|drachen fliegen hochfliegen steigen wind
🔫||gun|Wasserpistole|revolver waffe wasserpistole
🎱||8ball|Billardkugel|8-ball billard billardkugel schwarz spiel
🔮||crystal_ball|Kristallkugel|kristallkugel wahrsager zukunft
🪄||magic_wand|Zauberstab|abrakadabra hexe hexer magie magisch wunder zauberei zauberer zauberin zaubern zauberstab
🎮||video_game|Gamepad|gamepad gaming unterhaltung videospiel
🕹️||joystick|Joystick|gaming joystick videospiel
🎰||slot_machine|Spielautomat|glücksspiel spiel spielautomat
🎲||game_die|Spielwürfel|casino spiel spielwürfel unterhaltung würfeln zufall
🧩||jigsaw|Puzzleteil|bestandteile hinweise hobby passen puzzeln puzzle puzzlestück puzzleteil puzzleteile spiel teile zusammenpassen zusammensetzen
🧸||teddy_bear|Teddybär|kuscheltier plüschteddy plüschtier spielwaren spielzeug stoffbär stofftier teddy teddybär
🪅||pinata|Piñata|feier hau drauf mexikanisch mexiko objekt party pinada pinata piñata süß süßigkeiten
🪩||mirror_ball|Discokugel|disco discokugel lichtreflexe party spiegel spiegelkugel tanz tanzen
🪆||nesting_dolls|Matroschka|babuschka matrioschka matrjoschka matroschka puppe russland spielzeug
♠️||spades|Pik|karten kartenspiel pik
♥️||hearts|Herz|herz kartenspiel
♦️||diamonds|Karo|karo kartenspiel
♣️||clubs|Kreuz|kartenspiel kreuz
♟️||chess_pawn|Bauer Schach|bauer schach schach
🃏||black_joker|Jokerkarte|joker jokerkarte spielkarte
🀄||mahjong|Mahjong-Stein|mahjong mahjong-stein roter drache spiel
🎴||flower_playing_cards|japanische Blumenkarte|blume blumenkarte hanafuda japanische blumenkarte
🎭||performing_arts|Masken|kunst masken theater unterhaltung
🖼️||framed_picture|gerahmtes Bild|bild gemälde gerahmtes bild kunst malen rahmen zeichnen zeichnung
🎨||art|Mischpalette|farben kunst künstler mischpalette
🧵||thread|Faden|faden nadel nähen nähfaden nähgarn rolle spule zwirn
🪡||sewing_needle|Nähnadel|einfädeln faden nadel und faden nähen nähnadel nähte schneidern stiche sticken
🧶||yarn|Wollknäuel|ball garn häkeln spinnen stricken wolle wollknäuel zwirn
🪢||knot|Knoten|achterknoten binden knoten schnur schnürsenkel seemansknoten segelboot segeln seil verknoten zusammendrehen`,
  `👓||eyeglasses|Brille|accessoire brille
🕶️||dark_sunglasses|Sonnenbrille|augen dunkel sonnenbrille
🥽||goggles|Schutzbrille|augenschutz schutzbrille schweißen schweißerbrille schwimmen tauchen taucherbrille
🥼||lab_coat|Laborkittel|arzt arztkittel doc doktor experiment kleidung kleidungsstück laborkittel labormantel weiße jacke weißer mantel wissenschaftler
🦺||safety_vest|Sicherheitsweste|kleidung notfall sicherheit sicherheitsweste
👔||necktie|Hemd mit Krawatte|hemd hemd mit krawatte kleidung kragen schlips
👕||shirt tshirt|T-Shirt|kleidung shirt t-shirt
👖||jeans|Jeans|hose jeans kleidung
🧣||scarf|Schal|hals kalt kleidung schal warm anziehen
🧤||gloves|Handschuhe|hand handschuh handschuhe
🧥||coat|Mantel|brr jacke kalt kleidung mantel warm anziehen
🧦||socks|Socken|socken strumpf strümpfe
👗||dress|Kleid|kleid kleidung
👘||kimono|Kimono|japanisch kimono kleid kleidung
🥻||sari|Sari|kleid kleidung sari
🩱||one_piece_swimsuit|einteiliger Badeanzug|badeanzug einteiliger badeanzug kleidung
🩲||swim_brief|Slip|badeanzug einteiler kleidung slip unterwäsche
🩳||shorts|Shorts|badebekleidung badehose boxershorts kleidung schwimmshorts shorts
👙||bikini|Bikini|badeanzug bikini kleidung
👚||womans_clothes|Bluse|bluse damenmode kleidung oberbekleidung shirt
🪭||folding_hand_fan|Faltfächer|abkühlung faltfächer flirten heiß kühlen luft zufächeln schüchtern spanisch tanz warm
👛||purse|Geldbörse|accessoire brieftasche geldbörse münzen portemonnaie
👜||handbag|Handtasche|accessoire einkaufen handtasche
👝||pouch|Clutch|accessoire beutel clutch handtasche kulturbeutel tasche waschtasche
🛍️||shopping|Einkaufstüten|einkaufen einkaufstüten shoppen shopping tasche
🎒||school_satchel|Schulranzen|rucksack schule schulranzen tornister
🩴||thong_sandal|Zehensandale|badelatschen flipflops latschen sandalen schuh strandschuh zehensandale zehensandalen
👞||mans_shoe shoe|Herrenschuh|gehen herren herrenschuh
👟||athletic_shoe|Sportschuh|laufen rennen sneaker sportlich sportschuh turnschuh
🥾||hiking_boot|Wanderstiefel|brauner schuh campen camping kleidungsstück outdoor rucksacktour schuh wandern wanderstiefel wanderung
🥿||flat_shoe|flacher Schuh|ballerina ballet-pumps bequem flacher schuh frauenschuh kleidungsstück schuh slipper
👠||high_heel|Stöckelschuh|absatz absatzschuh damen elegant high heel highheels pumps rot stöckelschuh vornehm
👡||sandal|Damensandale|damen damensandale schuh
🩰||ballet_shoes|Ballettschuhe|ballett ballettschuhe kleidung tanz
👢||boot|Damenstiefel|damen damenstiefel schuh
🪮||hair_pick|Haarkamm|afro afro pick haare haarkamm kämmen
👑||crown|Krone|kopfbedeckung krone könig königin majestät
👒||womans_hat|Damenhut|damenhut damenhut mit schleife kleidung kopfbedeckung schleife
🎩||tophat|Zylinder|hut kopfbedeckung unterhaltung zauberer zylinder zylinderhut
🎓||mortar_board|Doktorhut|abschlussfeier diplom doktorhut
🧢||billed_cap|Baseballmütze|baseball baseball-kappe baseball-mütze baseballkappe baseballmütze schirmkappe
🪖||military_helmet|Militärhelm|armee heer krieg kämpfer kämpferin militär militärhelm schutzhelm soldat soldatin
⛑️||rescue_worker_helmet|Rettungshelm|bergen erste hilfe helm mit weißem kreuz hilfe kreuz retten rettungshelm roter helm sanitäter
📿||prayer_beads|Gebetskette|beten gebet gebetskette religion rosenkranz
💄||lipstick|Lippenstift|kosmetik lippenstift make-up makeup rot schminke
💍||ring|Ring|diamantring edelstein ring schmuck verlobung
💎||gem|Edelstein|diamant edelstein
🔇||mute|durchgestrichener Lautsprecher|durchgestrichener lautsprecher leise psst stumm stummgeschaltet
🔈||speaker|Lautsprecher mit geringer Lautstärke|eingeschaltet lautsprecher mit geringer lautstärke ton an
🔉||sound|Lautsprecher mit mittlerer Lautstärke|lautsprecher mit einer schallwelle lautsprecher mit mittlerer lautstärke leise mittellaut ton
🔊||loud_sound|Lautsprecher mit hoher Lautstärke|dezibel laut lautsprecher mit drei schallwellen lautsprecher mit hoher lautstärke musik schallwellen
📢||loudspeaker|Lautsprecher|lautsprecher megafon schallendes megafon
📣||mega|Megafon|jubel lautsprecher megafon
📯||postal_horn|Posthorn|brief e-mail post posthorn
🔔||bell|Glocke|ding dong glocke klingeling ton eingeschaltet
🔕||no_bell|durchgestrichene Glocke|durchgestrichene glocke glocke kein ton leise ton ausgeschaltet
🎼||musical_score|Notenschlüssel|musik noten notenschlüssel partitur violinschlüssel
🎵||musical_note|Musiknote|lied melodie musik musiknote
🎶||notes|Musiknoten|musik musiknoten
🎙️||studio_microphone|Studiomikrofon|studiomikrofon
🎚️||level_slider|Schieberegler|musik schieberegler
🎛️||control_knobs|Drehregler|bedienknöpfe drehregler knöpfe stellknöpfe
🎤||microphone|Mikrofon|karaoke mikrofon singen unterhaltung
🎧||headphones|Kopfhörer|kopfhörer musik unterhaltung
📻||radio|Radio|musik radio
🎷||saxophone|Saxofon|instrument musik musikinstrument saxofon
🎺||trumpet|Trompete|instrument musik musikinstrument trompete
🪗||accordion|Akkordeon|akkordeon akkordeons concertina harmonika instrument musik musikinstrument quetschkommode quetschkommoden schifferklavier spielen ziehharmonika ziehharmonikas
🎸||guitar|Gitarre|gitarre instrument musik musikinstrument
🎹||musical_keyboard|Klaviatur|instrument klaviatur klavier musik musikinstrument piano tastatur tasten
🎻||violin|Geige|geige instrument musik musikinstrument violine
🪕||banjo|Banjo|banjo instrument musik saiteninstrument zupfinstrument
🥁||drum|Trommel|drumsticks instrument musik schlägel sticks trommel trommelstöcke
🪘||long_drum|afrikanische Trommel|afrikanische trommel conga handtrommel instrument musikinstrument rhythmus trommel trommeln
🪇||maracas|Maracas|cha-cha-cha instrument maracas musik musikinstrument musizieren party percussion rassel rasseln tanz tanzen
🪈||flute|Flöte|band blaskapelle flöte holzblasinstrument instrument musik musikinstrument musizieren orchester spielmannszug
📱||iphone|Mobiltelefon|handy iphone mobiltelefon smartphone telefonieren
📲||calling|Mobiltelefon mit Pfeil|anruf anrufen handy iphone kommunikation mobiltelefon mobiltelefon mit pfeil pfeil whatsapp
☎️||phone telephone|Telefon|anruf anrufen festnetz telefon
📞||telephone_receiver|Telefonhörer|anrufen kommunikation telefon telefonhörer
📟||pager|Pager|kommunikation pager piepser
📠||fax|Faxgerät|fax faxgerät kommunikation
🔋||battery|Batterie|akku batterie
🪫||low_battery|schwache Batterie|akku akku fast leer akku leer aufladen batterie batterie fast leer batterie leer elektronik ladestand niedriger akkustand schwache batterie schwacher akku
🔌||electric_plug|Netzstecker|netzstecker stromstecker
💻||computer|Laptop|bildschirm computer computermonitor laptop monitor notebook pc
🖥️||desktop_computer|Desktopcomputer|bildschirm desktop desktopcomputer imac monitor
🖨️||printer|Drucker|computer drucker
⌨️||keyboard|Tastatur|computer keyboard tastatur
🖱️||computer_mouse|Computermaus|computer computermaus
🖲️||trackball|Trackball|computer trackball
💽||minidisc|Minidisc|md minidisc minidisk
💾||floppy_disk|Diskette|datenträger diskette
💿||cd|CD|blu-ray cd dvd
📀||dvd|DVD|blu-ray cd computer dvd
🧮||abacus|Abakus|abaki abakus abakusse berechnung kalkulation mathe mathematik rechenhilfe rechenrahmen rechenschieber rechnen zählen zählrahmen
🎥||movie_camera|Filmkamera|film filmkamera kino unterhaltung
🎞️||film_strip|Filmstreifen|film filmband filmstreifen kino
📽️||film_projector|Filmprojektor|filmprojektor kino unterhaltung
🎬||clapper|Filmklappe|film filmklappe unterhaltung
📺||tv|Fernseher|fernsehen fernseher film tv
📷||camera|Fotoapparat|fotoapparat fotos kamera
📸||camera_flash|Fotoapparat mit Blitz|blitz fotoapparat fotoapparat mit blitz
📹||video_camera|Videokamera|filmen videokamera videos
📼||vhs|Videokassette|vhs video videokassette
🔍||mag|Lupe nach links|lupe nach links suche vergrößerungsglas
🔎||mag_right|Lupe nach rechts|lupe lupe nach rechts suche vergrößerungsglas
🕯️||candle|Kerze|kerze licht
💡||bulb|Glühbirne|glühbirne hell idee lampe licht
🔦||flashlight|Taschenlampe|licht taschenlampe
🏮||izakaya_lantern lantern|rote Papierlaterne|izakaya japanische laterne japanisches lokal rote papierlaterne
🪔||diya_lamp|Öllampe|diya öl öllampe
📔||notebook_with_decorative_cover|Notizbuch mit dekorativem Einband|einband notizbuch notizbuch mit dekorativem einband
📕||closed_book|geschlossenes Buch|buch geschlossenes buch
📖||book open_book|offenes Buch|bibliothek blättern buch geöffnet lernen lesen offenes buch seite
📗||green_book|grünes Buch|buch grünes buch lesen
📘||blue_book|blaues Buch|blaues buch buch
📙||orange_book|orangefarbenes Buch|buch orangefarbenes buch
📚||books|Bücherstapel|bücher bücherstapel fantasie lesen roman
📓||notebook|Notizbuch|notizbuch notizen
📒||ledger|Spiralblock|notizblock spiralblock
📃||page_with_curl|teilweise eingerolltes Blatt|dokument papier seite teilweise eingerolltes blatt
📜||scroll|Schriftrolle|papier schriftrolle
📄||page_facing_up|Vorderseite eines Blattes|dokument papier vorderseite eines blattes
📰||newspaper|Zeitung|medien nachrichten presse zeitung
🗞️||newspaper_roll|zusammengerollte Zeitung|zeitung zusammengerollte zeitung
📑||bookmark_tabs|Pagemarker|notizen pagemarker
🔖||bookmark|Lesezeichen|etikett lesen lesezeichen
🏷️||label|Etikett|etikett label marke
🪙||coin|Münze|bezahlen dollar euro geld gold goldesel metall münze reich schatz silber sparen
💰||moneybag|Geldsack|geld geldsack moneten reich
💴||yen|Yen-Banknote|geld geldschein yen yen-banknote
💵||dollar|Dollar-Banknote|dollar dollar-banknote geld geldschein währung
💶||euro|Euro-Banknote|euro euro-banknote euroschein geld geldschein
💷||pound|Pfund-Banknote|geld geldschein pfund pfund-banknote
💸||money_with_wings|Geldschein mit Flügeln|bank euro geld geldschein mit flügeln knete moneten
💳||credit_card|Kreditkarte|bankkarte ec-karte geldkarte guthaben kreditkarte
🧾||receipt|Beleg|abrechnung aufstellung beleg blatt buchhalter buchhaltung quittung rechnung rechnungswesen schriftstück
💹||chart|steigende Kurve mit Yen-Zeichen|diagramm markt steigende kurve mit yen-zeichen steigender trend mit yen-zeichen
✉️||envelope|Briefumschlag|brief briefumschlag e-mail
📧||e-mail email|E-Mail|brief e-mail e-mail-symbol post
📨||incoming_envelope|eingehender Briefumschlag|e-mail eingehender briefumschlag empfangen
📩||envelope_with_arrow|Umschlag mit Pfeil|e-mail gesendet umschlag mit pfeil
📤||outbox_tray|Postausgang|ablage e-mail postausgang
📥||inbox_tray|Posteingang|ablage e-mail posteingang
📦||package|Paket|paket päckchen
📫||mailbox|geschlossener Briefkasten mit Post|briefkasten e-mail geschlossener briefkasten mit post post
📪||mailbox_closed|geschlossener Briefkasten ohne Post|briefkasten geschlossener briefkasten ohne post keine e-mail keine post post
📬||mailbox_with_mail|offener Briefkasten mit Post|briefkasten e-mail offener briefkasten mit post post
📭||mailbox_with_no_mail|offener Briefkasten ohne Post|briefkasten keine e-mail keine post offener briefkasten ohne post post
📮||postbox|Briefkasten|brief briefkasten post
🗳️||ballot_box|Urne mit Wahlzettel|urne urne mit wahlzettel wahlen wahlzettel
✏️||pencil2|Bleistift|bleistift
✒️||black_nib|schwarzer Federhalter|federhalter füller schwarzer federhalter stift
🖋️||fountain_pen|Füllhalter|füller füllfedehalter füllfederhalter füllhalter schreiben stift
🖊️||pen|Kugelschreiber|kugelschreiber stift
🖌️||paintbrush|Pinsel|kunst malen pinsel
🖍️||crayon|Wachsmalstift|buntstift filzstift wachsmalstift
📝||memo pencil|Papier und Bleistift|bleistift kurzmitteilung nachricht notiz papier papier und bleistift schreibblock schreiben
💼||briefcase|Aktentasche|aktentasche
📁||file_folder|Ordner|akten büro dokument geschlossen ordner
📂||open_file_folder|geöffneter Ordner|dokument geöffneter ordner offen ordner
🗂️||card_index_dividers|Karteireiter|akten büro büroausstattung büromaterial karteibahnen karteikarten karteireiter
📅||date|Kalender|datum kalender kalenderblatt
📆||calendar|Abreißkalender|abreißkalender datum termin
🗒️||spiral_notepad|Notizblock|notiz notizblock papier
🗓️||spiral_calendar|Spiralkalender|spiralkalender
📇||card_index|Rotationskartei|rotationskartei visitenkarten
📈||chart_with_upwards_trend|Aufwärtstrend|aufwärtstrend diagramm kurve steigend
📉||chart_with_downwards_trend|Abwärtstrend|abwärtstrend diagramm fallend kurve
📊||bar_chart|Balkendiagramm|balken balkendiagramm
📋||clipboard|Klemmbrett|clipboard clpboard klemmbrett zwischenablage
📌||pushpin|Reißzwecke|anpinnen reißzwecke
📍||round_pushpin|Stecknadel|anpinnen reißzwecke rund runde reißzwecke stecknadel
📎||paperclip|Büroklammer|büroklammer
🖇️||paperclips|verhakte Büroklammern|büroklammer büroklammern verhakte büroklammern
📏||straight_ruler|Lineal|lineal
📐||triangular_ruler|dreieckiges Lineal|dreieckiges lineal geodreieck lineal
✂️||scissors|Schere|schere schneiden schnipp
🗃️||card_file_box|Karteikasten|büroausstattung büromaterial karteikasten
🗄️||file_cabinet|Aktenschrank|ablage aktenschrank archiv schublade
🗑️||wastebasket|Papierkorb|abfalleimer papierkorb
🔒||lock|geschlossenes Schloss|datenschutz geschlossenes schloss sicherheit
🔓||unlock|offenes Schloss|nicht gesichert offenes schloss schloss
🔏||lock_with_ink_pen|Schloss mit Füller|datenschutz privat schloss mit füller sicherheit
🔐||closed_lock_with_key|Schloss mit Schlüssel|datenschutz privat schloss mit schlüssel sicherheit
🔑||key|Schlüssel|passwort schließen schlüssel
🗝️||old_key|alter Schlüssel|alter schlüssel schloss schlüssel
🔨||hammer|Hammer|hammer werkzeug
🪓||axe|Axt|axt beil hacken holz spalten werkzeug
⛏️||pick|Pickel|pickel werkzeug
⚒️||hammer_and_pick|Hammer und Pickel|arbeiter hammer hammer und pickel pickel werkzeug
🛠️||hammer_and_wrench|Hammer und Schraubenschlüssel|hammer hammer und schraubenschlüssel schraubenschlüssel werkzeug
🗡️||dagger|Dolch|dolch schwert waffe
⚔️||crossed_swords|gekreuzte Schwerter|gekreuzte schwerter schwerter waffe
💣||bomb|Bombe|bombe comic dynamit explodieren
🪃||boomerang|Bumerang|aborigines australien boomerang bumerang schleuder waffe werfen
🏹||bow_and_arrow|Pfeil und Bogen|bogen pfeil pfeil und bogen
🛡️||shield|Schutzschild|schutzschild
🪚||carpentry_saw|Handsäge|handsäge holz sägen tischler trimmen werkzeug
🔧||wrench|Schraubenschlüssel|schraubenschlüssel werkzeug
🪛||screwdriver|Schraubenzieher|schraube schrauben schraubendreher schraubenzieher werkzeug
🔩||nut_and_bolt|Mutter und Schraube|mutter und schraube schraube
⚙️||gear|Zahnrad|werkzeug zahnrad
🗜️||clamp|Schraubzwinge|schraubzwinge werkzeug
⚖️||balance_scale|Waage|gerechtigkeit gewicht waage werkzeug wiegen
🦯||probing_cane|Blindenstock|barrierefreiheit behinderung blind blindenstock gehstock
🔗||link|Linksymbol|kettenglieder linksymbol verknüpfen verknüpfung verknüpfungssymbol zwei ringe
⛓️‍💥|||gebrochene Kette|brechen freiheit gebrochene kette handschellen kette zerbrechen
⛓️||chains|Ketten|eisen kette ketten
🪝||hook|Haken|angelhaken aufhaken aufhängen einhaken haken hängen metallhaken
🧰||toolbox|Werkzeugkasten|box handkasten kiste mechaniker rote kiste werkzeug werkzeugkasten werkzeugkiste werkzeugkoffer
🧲||magnet|Magnet|anziehung anziehungskraft hufeisen magnet magnetisch pole positiv negativ u-form
🪜||ladder|Leiter|hochsteigen holzleiter klettern leiter sprosse stufe
⚗️||alembic|Destillierapparat|destillierapparat werkzeug
🧪||test_tube|Reagenzglas|chemie chemikalie chemiker experiment labor reagenzglas substanz versuche wissenschaft
🧫||petri_dish|Petrischale|bakterien bakterienkultur biologe biologie biologin kultur labor petrischale pipette probe
🧬||dna|DNA|biologe biologie biologin dna dns evolution gen genetik genmanipulation leben
🔬||microscope|Mikroskop|labor mikroskop untersuchen wissenschaft
🔭||telescope|Teleskop|himmel teleskop
📡||satellite|Satellitenschüssel|antenne sat-schüssel satellitenschüssel satschüssel
💉||syringe|Spritze|arzt impfen impfung injektion kanüle nadel spritze
🩸||drop_of_blood|Blutstropfen|blutspende blutstropfen flüssigkeit medizin menstruation
💊||pill|Kapsel|arznei arzt kapsel medizin pille tabletten
🩹||adhesive_bandage|Heftpflaster|heftpflaster verletzt wunde
🩼||crutch|Krücke|behinderung beinverletzung fußverletzung gehhilfe gehstütze hilfe krücke schmerzen stock verletzt verletzung
🩺||stethoscope|Stethoskop|abhören arzt doktor herz herzschlag medizin stethoskop untersuchung
🩻||x_ray|Röntgenbild|durchleuchten knochen medizin radiologie rippen röntgen röntgenbild röntgenstrahlen skelett
🚪||door|Tür|eingang geschlossen tür
🛗||elevator|Fahrstuhl|aufzug fahrstuhl haus lift symbol transport
🪞||mirror|Spiegel|holzspiegel reflexion spiegel spiegelbild wandspiegel
🪟||window|Fenster|aussicht durchsichtig fenster fensterrahmen frische luft glas haus lüften rahmen öffnung
🛏️||bed|Bett|bett hotel schlafen übernachtung
🛋️||couch_and_lamp|Sofa und Lampe|couch lampe sofa sofa und lampe
🪑||chair|Stuhl|holzstuhl möbel sitzen stuhl
🚽||toilet|Toilette|klo toilette wc
🪠||plunger|Saugglocke|abfluss gummiglocke klempner klo pömpel pümpel sanitär saugglocke saugglocken toilette verstopft wc werkzeug
🚿||shower|Dusche|dusche duschkopf
🛁||bathtub|Badewanne|bad badewanne badezimmer dusche
🪤||mouse_trap|Mausefalle|anlocken käse maus mausefalle mäusefalle
🪒||razor|Rasierer|klinge rasieren rasierer rasiermesser scharf
🧴||lotion_bottle|Creme|creme feuchtigkeitscreme feuchtigkeitsmilch haarwaschmittel körpercreme lotion nachtcreme shampoo sonnencreme
🧷||safety_pin|Sicherheitsnadel|punk sicherheitsnadel windel
🧹||broom|Besen|besen fegen hexe hexenbesen kehren reinigen sauber machen säubern
🧺||basket|Korb|bauernhof korb landwirtschaft picknick tragekorb wäsche wäschekorb
🧻||roll_of_paper|Küchenrolle|hygiene klopapier küchenrolle papierrolle papiertücher toilette toilettenpapier wc wc-papier
🪣||bucket|Eimer|behälter bottich eimer kübel wassereimer
🧼||soap|Seife|baden putzen reinigen riegel sauber sauber machen schaum schäumen seife seifenschale seifenstück säubern
🫧||bubbles|Blasen|blasen perlen reinigen schaum schweben seife seifenblasen unter wasser wasserblasen
🪥||toothbrush|Zahnbürste|badezimmer körperpflege mundhygiene putzen sauber zahnbürste zahnhygiene zähne
🧽||sponge|Schwamm|absorbieren aufsaugen löchrig porös putzen putzmittel reinigen sauber machen schaum schwamm schäumen
🧯||fire_extinguisher|Feuerlöscher|feuer feuerlöscher löschen
🛒||shopping_cart|Einkaufswagen|einkaufen einkaufswagen
🚬||smoking|Zigarette|kippe rauchen rauchersymbol zigarette
⚰️||coffin|Sarg|beerdigung sarg tod tot vampir
🪦||headstone|Grabstein|friedhof grab grabstein rip tot
⚱️||funeral_urn|Urne|beerdigung tod tot urne
🧿||nazar_amulet|Nazar-Amulett|amulett blau böser blick glasperle glücksbringer kügelchen nazar nazar-amulett perle talisman
🪬||hamsa|Hamsa|amulett auge in offener hand fatima glückssymbol hamsa hand jüdisch maria muslimisch schutz
🗿||moyai|Statue|gesicht maske osterinsel statue
🪧||placard|Protestschild|ankündigung bekanntmachung demonstration hinweis mahnwache plakat protest protestschild
🪪||identification_card|Ausweis|ausweis dokument führerschein karte pass personalausweis plakette reisepass`,
  `🏧||atm|Symbol „Geldautomat“|atm geldautomat symbol „geldautomat“
🚮||put_litter_in_its_place|Symbol „Papierkorb“|abfall müll mülleimer sauberkeit symbol „papierkorb“ wegschmeißen wegwerfen
🚰||potable_water|Trinkwasser|trinkwasser wasserhahn
♿||wheelchair|Symbol „Rollstuhl“|barrierefrei behindertengerecht rollstuhl symbol „rollstuhl“
🚹||mens|Herren|herren herrentoilette wc
🚺||womens|Damen|damen damentoilette wc
🚻||restroom|Toiletten|toilette toiletten wc
🚼||baby_symbol|Symbol „Baby“|baby symbol „baby“ wickelraum
🚾||wc|WC|toilette wc
🛂||passport_control|Passkontrolle|pass passkontrolle
🛃||customs|Zollkontrolle|zoll zollkontrolle
🛄||baggage_claim|Gepäckausgabe|gepäck gepäckausgabe
🛅||left_luggage|Gepäckaufbewahrung|gepäck gepäckaufbewahrung schließfach
⚠️||warning|Warnung|achtung dreieck vorsicht warnschild warnung
🚸||children_crossing|Kinder überqueren die Straße|kinder kinder überqueren die straße kinder-queren-die-straße-schild straßenschild vorsicht
⛔||no_entry|Zutritt verboten|einbahnstrasse kein zutritt keine durchfahrt zutritt verboten zutritt-verboten-schild
🚫||no_entry_sign|Verboten|kein zutritt kein-zutritt-zeichen verboten verbotszeichen
🚳||no_bicycles|Fahrräder verboten|fahhrad fahrrad-verboten-schild fahrräder verboten radfahren verboten
🚭||no_smoking|Rauchverbot|rauchen verboten rauchverbot zigarette
🚯||do_not_litter|Abfall verboten|abfall müll müll-verboten-zeichen
🚱||non-potable_water|Kein Trinkwasser|kein trinkwasser verboten verschmutzt
🚷||no_pedestrians|Fußgänger verboten|fußgänger verboten fußgänger-verboten-schild
📵||no_mobile_phones|Mobiltelefone verboten|handy mobiltelefon mobiltelefone verboten
🔞||underage|Minderjährige verboten|erwachsene minderjährige verboten mindestalter nicht jugendfrei zeichen mit durchgestrichener 18
☢️||radioactive|Radioaktiv|radioaktiv
☣️||biohazard|Biogefährdung|biogefährdung zeichen
⬆️||arrow_up|Pfeil nach oben|aufwärts aufwärtspfeil norden pfeil pfeil nach oben
↗️||arrow_upper_right|Pfeil nach rechts oben|nordosten pfeil pfeil nach rechts oben
➡️||arrow_right|Pfeil nach rechts|osten pfeil pfeil nach rechts rechtspfeil
↘️||arrow_lower_right|Pfeil nach rechts unten|pfeil pfeil nach rechts unten südosten
⬇️||arrow_down|Pfeil nach unten|abwärts abwärtspfeil pfeil pfeil nach unten süden
↙️||arrow_lower_left|Pfeil nach links unten|pfeil pfeil nach links unten
⬅️||arrow_left|Pfeil nach links|linkspfeil pfeil pfeil nach links westen
↖️||arrow_upper_left|Pfeil nach links oben|nordwesten pfeil pfeil nach links oben
↕️||arrow_up_down|Pfeil nach oben und unten|entgegengesetzt pfeil pfeil nach oben und unten
↔️||left_right_arrow|Pfeil nach links und rechts|entgegengesetzt pfeil pfeil nach links und rechts
↩️||leftwards_arrow_with_hook|geschwungener Pfeil nach links|geschwungener pfeil nach links pfeil
↪️||arrow_right_hook|geschwungener Pfeil nach rechts|pfeil umdrehen
⤴️||arrow_heading_up|geschwungener Pfeil nach oben|pfeil
⤵️||arrow_heading_down|geschwungener Pfeil nach unten|pfeil
🔃||arrows_clockwise|kreisförmige Pfeile im Uhrzeigersinn|im uhrzeigersinn kreisförmige pfeile im uhrzeigersinn pfeile
🔄||arrows_counterclockwise|Pfeile gegen den Uhrzeigersinn|gegen den uhrzeigersinn kreisförmige pfeile gegen den uhrzeigersinn pfeile pfeile gegen den uhrzeigersinn
🔙||back|BACK-Pfeil|back-pfeil links pfeil zurück
🔚||end|END-Pfeil|end-pfeil ende-zeichen links pfeil
🔛||on|ON!-Pfeil|anschalten ein-zeichen einschaltem on!-pfeil pfeil rechts und links
🔜||soon|SOON-Pfeil|bald-zeichen pfeil rechts soon-pfeil
🔝||top|TOP-Pfeil|pfeil nach oben top-pfeil top-zeichen
🛐||place_of_worship|religiöse Stätte|kultstätte religion religiöse stätte
⚛️||atom_symbol|Atomzeichen|atheist atom atomzeichen
🕉️||om|om|hinduismus religion
✡️||star_of_david|Davidstern|davidstern jüdisch religion
☸️||wheel_of_dharma|Dharma-Rad|buddhismus dharma dharma-rad
☯️||yin_yang|Yin und Yang|daoismus religion yang yin yin und yang
✝️||latin_cross|lateinisches Kreuz|christentum kreuz religion römisch
☦️||orthodox_cross|orthodoxes Kreuz|christentum kreuz religion
☪️||star_and_crescent|Hilal und Stern|hilal islam muslim religion stern
☮️||peace_symbol|Friedenszeichen|friedensbewegung friedenssymbol friedenszeichen
🕎||menorah|Menora|leuchter menora religion
🔯||six_pointed_star|Hexagramm mit Punkt|hexagramm mit punkt wahrsager
🪯||khanda|Khanda|deg tegh fateh glaube khalsa khanda khanda-emblem religion schwert sikh sikhismus
♈||aries|Widder (Sternzeichen)|sternzeichen widder widder (sternzeichen)
♉||taurus|Stier (Sternzeichen)|horoskop sternzeichen stier
♊||gemini|Zwillinge (Sternzeichen)|horoskop sternzeichen zwilling zwillinge zwillinge (sternzeichen)
♋||cancer|Krebs (Sternzeichen)|krebs krebs (sternzeichen) sternzeichen
♌||leo|Löwe (Sternzeichen)|horoskop löwe löwe (sternzeichen) sternzeichen
♍||virgo|Jungfrau (Sternzeichen)|horoskop jungfrau jungfrau (sternzeichen) sternzeichen
♎||libra|Waage (Sternzeichen)|horoskop sternzeichen waage waage (sternzeichen)
♏||scorpius|Skorpion (Sternzeichen)|horoskop skorpion skorpion (sternzeichen) sternzeichen
♐||sagittarius|Schütze (Sternzeichen)|schütze schütze (sternzeichen) sternzeichen
♑||capricorn|Steinbock (Sternzeichen)|steinbock steinbock (sternzeichen) sternzeichen
♒||aquarius|Wassermann (Sternzeichen)|sternzeichen wassermann wassermann (sternzeichen)
♓||pisces|Fische (Sternzeichen)|fische fische (sternzeichen) horoskop sternzeichen
⛎||ophiuchus|Schlangenträger|schlagenträger schlangenträger sternbild
🔀||twisted_rightwards_arrows|Zufallsmodus|gekreuzt pfeile richtung verschlungene pfeile nach rechts zufallsmodus
🔁||repeat|Wiederholen|im uhrzeigersinn keycap pfeile tastenkappe wiederholen
🔂||repeat_one|Titel wiederholen|dasselbe wiederholen einmal im uhrzeigersinn noch einmal pfeile titel wiederholen
▶️||arrow_forward|Wiedergabe|abspielen dreieck pfeil rechts wiedergabe
⏩||fast_forward|Doppelpfeile nach rechts|doppelpfeil doppelpfeile nach rechts vorwärts weiter überspringen
⏭️||next_track_button|Nächster Titel|doppelpfeil dreieck nächster titel vorwärts weiter
⏯️||play_or_pause_button|Wiedergabe oder Pause|dreieck pause pfeil rechts wiedergabe wiedergabe oder pause
◀️||arrow_backward|Pfeil zurück|dreieck links pfeil
⏪||rewind|Zurückspulen|doppelpfeil doppelpfeile nach links dreieck pfeil vorheriger titel zurück zurückspulen
⏮️||previous_track_button|Vorheriger Titel|doppelpfeil dreieck pfeil vorheriger titel zurück
🔼||arrow_up_small|Aufwärts-Schaltfläche|aufwärts aufwärts-schaltfläche nach oben pfeil schaltfläche
⏫||arrow_double_up|Doppelpfeile nach oben|aufwärts doppelpfeil doppelpfeile nach oben doppelt
🔽||arrow_down_small|Abwärts-Schaltfläche|abwärts abwärts-schaltfläche nach unten pfeil schaltfläche
⏬||arrow_double_down|Doppelpfeile nach unten|doppelpfeil doppelpfeile nach unten doppelt abwärts
⏸️||pause_button|Pause|keycap pause streifen tastenkappe vertikal
⏹️||stop_button|Stopp|aufnahme stoppen keycap quadrat stopp tastenkappe
⏺️||record_button|Aufnehmen|aufnahme aufnehmen keycap kreis tastenkappe
⏏️||eject_button|Auswerfen|auswerfen auswurf auswurftaste medien
🎦||cinema|Kinosymbol|film filmkamera filmkamera in blauem quadrat kino kinosymbol unterhaltung
🔅||low_brightness|Taste Dimmen|dimmen gedimmt helligkeit schwache helligkeit taste dimmen
🔆||high_brightness|Heller-Taste|heller heller-taste helligkeit starke helligkeit
📶||signal_strength|balkenförmige Signalstärkenanzeige|balkenförmige signalstärkenanzeige empfang mobilfunksignal mobiltelefon signalstärke
🛜||wireless|WLAN|computer drahtlos hotspot internet kabellos netzwerk router verbindung wi-fi wlan
📳||vibration_mode|Vibrationsmodus|handy kommunikation mobiltelefon symbol für vibrationsalarm vibration vibrationsmodus vibrieren
📴||mobile_phone_off|Mobiltelefon aus|ausschalten handy aus mobiltelefon mobiltelefon aus
♀️||female_sign|Frauensymbol|frau frauensymbol weiblich zeichen
♂️||male_sign|Männersymbol|mann männersymbol zeichen
⚧️||transgender_symbol|Transgender-Symbol|symbol für transgender transgender transgender-symbol
✖️||heavy_multiplication_x|mal|abbrechen multiplikation multiplikationszeichen multiplizieren x ×
➕||heavy_plus_sign|plus|+ addieren mathe pluszeichen
➖||heavy_minus_sign|minus|- mathe minuszeichen −
➗||heavy_division_sign|geteilt durch|division divisionszeichen geteiltzeichen mathe ÷
🟰||heavy_equals_sign|Gleichheitszeichen extrafett|gleich gleichheit gleichheitszeichen gleichheitszeichen extrafett ist gleich mathematik vergleichszeichen
♾️||infinity|Unendlichkeit|ewig grenzenlos unendlich unendlichkeit
‼️||bangbang|doppeltes Ausrufezeichen|ausrufezeichen doppeltes ausrufezeichen muss rot satzzeichen
⁉️||interrobang|Ausrufe- und Fragezeichen|ausrufe- und fragezeichen ausrufezeichen fragezeichen rot satzzeichen
❓||question|rotes Fragezeichen|frage fragezeichen rotes fragezeichen satzzeichen warum wieso
❔||grey_question|weißes Fragezeichen|frage fragezeichen satzzeichen warum weißes fragezeichen
❕||grey_exclamation|weißes Ausrufezeichen|ausrufezeichen muss satzzeichen weißes ausrufezeichen
❗||exclamation heavy_exclamation_mark|rotes Ausrufezeichen|! ausrufezeichen satzzeichen
〰️||wavy_dash|Wellenlinie|gewellt wellenlinie
💱||currency_exchange|Geldwechsel|geld geldwechsel währung
💲||heavy_dollar_sign|Dollarzeichen extrafett|bezahlen dollar dollar-zeichen dollarzeichen extrafett geld knete moneten teuer usd währung
⚕️||medical_symbol|Äskulapstab|apotheke arznei asklepiosstab medizin äskulapstab
♻️||recycle|Recycling-Symbol|grüne punkt grüner punkt recycling recycling-symbol
⚜️||fleur_de_lis|Lilie|fleur-de-lis lilie
🔱||trident|Dreizack|anker dreizack poseidon triton
📛||name_badge|Namensschild|namensschild
🔰||beginner|japanisches Anfänger-Zeichen|anfänger japanisches anfänger-zeichen japanisches symbol
⭕||o|hohler roter Kreis|großer kreis hohler roter kreis kreis
✅||white_check_mark|weißes Häkchen|abgehakt erledigt weißes häkchen
☑️||ballot_box_with_check|abgehaktes Kästchen|abgehaktes kästchen abstimmungsfeld abstimmungsfeld mit häkchen ankreuz feld häkchen kästchen kästchen mit häkchen wahlurne ✓
✔️||heavy_check_mark|kräftiges Häkchen|abhaken erledigt fertig haken häkchen kräftiges häkchen
❌||x|Kreuzzeichen|abbrechen durchgestrichen kreuzzeichen mal multiplikation multiplizieren rotes kreuz x
❎||negative_squared_cross_mark|angekreuztes Kästchen|angekreuztes feld angekreuztes kästchen feld kreuzsymbol im quadrat quadrat x
➰||curly_loop|Schleife|schleife
➿||loop|Doppelschleife|blau doppelschleife rechteck
〽️||part_alternation_mark|Teilalternationszeichen|japanisch teilalternationszeichen zeichensetzung
✳️||eight_spoked_asterisk|achtzackiger Stern|* achtzackiger stern grün quadrat stern
✴️||eight_pointed_black_star|achtstrahliger Stern|* achtstrahliger stern stern
❇️||sparkle|Funkeln|* funkeln grün quadrat
©️||copyright|Copyright|c copyright
®️||registered|Registered-Trademark|markenzeichen registered-trademark
™️||tm|Markenzeichen|markenzeichen tm trademark
#️⃣||hash|Taste: #|taste
*️⃣||asterisk|Taste: *|taste
0️⃣||zero|Taste: 0|null taste
1️⃣||one|Taste: 1|eins taste
2️⃣||two|Taste: 2|taste zwei
3️⃣||three|Taste: 3|drei taste
4️⃣||four|Taste: 4|taste vier
5️⃣||five|Taste: 5|fünf taste
6️⃣||six|Taste: 6|sechs taste
7️⃣||seven|Taste: 7|sieben taste
8️⃣||eight|Taste: 8|acht taste
9️⃣||nine|Taste: 9|neun taste
🔟||keycap_ten|Taste: 10|taste
🔠||capital_abcd|Eingabesymbol lateinische Großbuchstaben|abcd eingabe eingabesymbol großbuchstaben großschreiben
🔡||abcd|Eingabesymbol lateinische Kleinbuchstaben|eingabesymbol lateinische kleinbuchstaben kleinbuchstaben lateinische kleinbuchstaben
🔢||1234|Eingabesymbol Zahlen|1234 eingabe eingabesymbol zahlen ziffern
🔣||symbols|Eingabesymbol Sonderzeichen|% & eingabe eingabesymbol keycap sonderzeichen tastenkappe ♪ 〒
🔤||abc|Eingabesymbol lateinische Buchstaben|abc alphabet buchstaben eingabe eingabesymbol
🅰️||a|Großbuchstabe A in rotem Quadrat|blut blutgruppe großbuchstabe negativ positiv
🆎||ab|Großbuchstaben AB in rotem Quadrat|blut blutgruppe großbuchstaben ab in rotem quadrat negativ positiv
🅱️||b|Großbuchstabe B in rotem Quadrat|blut blutgruppe großbuchstabe negativ positiv
🆑||cl|Großbuchstaben CL in rotem Quadrat|cl großbuchstaben cl in rotem quadrat
🆒||cool|Wort „Cool“ in blauem Quadrat|cool wort „cool“ in blauem quadrat
🆓||free|Wort „Free“ in blauem Quadrat|free wort „free“ in blauem quadrat
ℹ️||information_source|Buchstabe „i“ in blauem Quadrat|buchstabe „i“ in blauem quadrat information
🆔||id|Großbuchstaben ID in lila Quadrat|großbuchstaben id in lila quadrat id
Ⓜ️||m|Buchstabe „M“ in Kreis|buchstabe eingekreist großbuchstabe kreis m
🆕||new|Wort „New“ in blauem Quadrat|neu new wort „new“ in blauem quadrat
🆖||ng|Großbuchstaben NG in blauem Quadrat|großbuchstaben ng in blauem quadrat ng
🅾️||o2|Großbuchstabe O in rotem Quadrat|0 blut blutgruppe großbuchstabe negativ positiv
🆗||ok|Großbuchstaben OK in blauem Quadrat|großbuchstaben keycap ok okay taste tastenkappe
🅿️||parking|Großbuchstabe P in blauem Quadrat|großbuchstabe p parken parkplatz taste
🆘||sos|SOS-Zeichen|hilfe sos sos-zeichen
🆙||up|Schriftzug „UP!“ im blauen Quadrat|keycap taste tastenkappe up up!
🆚||vs|Schriftzug VS in orangem Quadrat|gegen taste versus vs
🈁||koko|Schriftzeichen „koko“|japanisches schriftzeichen schriftzeichen „koko“
🈂️||sa|Schriftzeichen „sa“|japanisches schriftzeichen schriftzeichen „sa“
🈷️||u6708|Schriftzeichen für „Monatsbetrag“|japanisch monatlich monatsbetrag mond schriftzeichen taste
🈶||u6709|Schriftzeichen für „nicht gratis“|berechnen existieren japanisch schriftzeichen taste
🈯||u6307|Schriftzeichen für „reserviert“|finger japanisches schriftzeichen schriftzeichen für „finger“ schriftzeichen für „reserviert“
🉐||ideograph_advantage|Schriftzeichen für „Schnäppchen“|japanisches schriftzeichen schnäppchen schriftzeichen für „schnäppchen“ schriftzeichen für „vorteil“ vorteil
🈹||u5272|Schriftzeichen für „Rabatt“|japanisches schriftzeichen rabatt schriftzeichen für „rabatt“ schriftzeichen für „teilen“ teilen
🈚||u7121|Schriftzeichen für „gratis“|japanisches schriftzeichen schriftzeichen für „gratis“ schriftzeichen für „verhandlung“ verhandlung
🈲||u7981|Schriftzeichen für „verbieten“|japanisches schriftzeichen kanji schriftzeichen für „verbieten“
🉑||accept|Schriftzeichen für „akzeptieren“|japanisch schriftzeichen
🈸||u7533|Schriftzeichen für „anwenden“|chinesisches schriftzeichen japanisches schriftzeichen schriftzeichen für „anwenden“
🈴||u5408|Schriftzeichen für „Note zum Bestehen“|bestanden bestehen chinesisches schriftzeichen japanisches schriftzeichen schriftzeichen für „note zum bestehen“ schriftzeichen für „zusammen“ zusammen
🈳||u7a7a|Schriftzeichen für „Zimmer frei“|chinesisches schriftzeichen japanisches schriftzeichen leer schriftzeichen für „leer“ schriftzeichen für „zimmer frei“ zimmer frei
㊗️||congratulations|Schriftzeichen für „Gratulation“|chinesisches schriftzeichen gratulation japanisches schriftzeichen schriftzeichen für „gratulation“
㊙️||secret|Schriftzeichen für „Geheimnis“|chinesisches schriftzeichen geheimnis japanisches schriftzeichen schriftzeichen für „geheimnis“
🈺||u55b6|Schriftzeichen für „Geöffnet“|betrieb chinesisches schriftzeichen geöffnet japanisches schriftzeichen schriftzeichen für „betrieb“ schriftzeichen für „geöffnet“
🈵||u6e80|Schriftzeichen für „Kein Zimmer frei“|belegt besetzt chinesisches schriftzeichen fülle japanisches schriftzeichen kanji kein zimmer frei schriftzeichen für „fülle“ schriftzeichen für „kein zimmer frei“
🔴||red_circle|roter Punkt|ball punkt roter punkt
🟠||orange_circle|oranger Punkt|form kreis orange scheibe oranger kreis oranger punkt punkt
🟡||yellow_circle|gelber Punkt|form gelbe scheibe gelber kreis gelber punkt kreis punkt scheibe
🟢||green_circle|grüner Punkt|form grüne scheibe grüner kreis grüner punkt kreis punkt
🔵||large_blue_circle|blauer Punkt|ball blauer punkt großer blauer kreis kreis punkt
🟣||purple_circle|lila Punkt|form kreis punkt scheibe violett
🟤||brown_circle|brauner Punkt|braune scheibe brauner kreis brauner punkt form kreis punkt
⚫||black_circle|schwarzer Punkt|ball großer schwarzer kreis kreis punkt rund schwarzer punkt
⚪||white_circle|weißer Punkt|ball großer weißer kreis kreis punkt weißer punkt
🟥||red_square|rotes Quadrat|form quadrat rotes quadrat rotes viereck viereck
🟧||orange_square|oranges Quadrat|form oranges quadrat oranges viereck quadrat viereck
🟨||yellow_square|gelbes Quadrat|form gelbes quadrat gelbes viereck quadrat viereck
🟩||green_square|grünes Quadrat|form grünes quadrat grünes viereck quadrat viereck
🟦||blue_square|blaues Quadrat|blaues quadrat blaues viereck form quadrat viereck
🟪||purple_square|lila Quadrat|form quadrat viereck violett
🟫||brown_square|braunes Quadrat|braunes quadrat braunes viereck form quadrat viereck
⬛||black_large_square|großes schwarzes Quadrat|großes schwarzes quadrat quadrat
⬜||white_large_square|großes weißes Quadrat|großes weißes quadrat quadrat
◼️||black_medium_square|mittelgroßes schwarzes Quadrat|mittelgroßes schwarzes quadrat quadrat
◻️||white_medium_square|mittelgroßes weißes Quadrat|mittelgroßes weißes quadrat quadrat
◾||black_medium_small_square|mittelkleines schwarzes Quadrat|mittelkleines schwarzes quadrat quadrat
◽||white_medium_small_square|mittelkleines weißes Quadrat|geometrisch mittelkleines weißes quadrat quadrat
▪️||black_small_square|kleines schwarzes Quadrat|kleines schwarzes quadrat punkt quadrat
▫️||white_small_square|kleines weißes Quadrat|kleines weißes quadrat quadrat
🔶||large_orange_diamond|große orangefarbene Raute|große orangefarbene raute raute
🔷||large_blue_diamond|große blaue Raute|große blaue raute raute
🔸||small_orange_diamond|kleine orangefarbene Raute|kleine orangefarbene raute raute
🔹||small_blue_diamond|kleine blaue Raute|kleine blaue raute raute
🔺||small_red_triangle|rotes Dreieck mit der Spitze nach oben|aufwärts dreieck rotes dreieck mit der spitze nach oben rotes dreieck mit spitze oben
🔻||small_red_triangle_down|rotes Dreieck mit der Spitze nach unten|abwärts dreieck rotes dreieck mit der spitze nach unten
💠||diamond_shape_with_a_dot_inside|Rautenform mit Punkt|diamant mit punkt rautenform rautenform mit punkt
🔘||radio_button|Optionsfeld|optionsfeld schaltfläche
🔳||white_square_button|weiße quadratische Schaltfläche|schaltfläche weiße quadratische schaltfläche
🔲||black_square_button|schwarze quadratische Schaltfläche|schaltfläche schwarze quadratische schaltfläche`,
  `🏁||checkered_flag|Zielflagge|formel 1 karierte flagge nascar rennen sport zielflagge
🚩||triangular_flag_on_post|Wimpel|dreiecksflagge flagge rot standortflagge wimpel
🎌||crossed_flags|überkreuzte Flaggen|japan japanische flaggen überkreuzte flaggen
🏴||black_flag|schwarze Flagge|fahne schwarze fahne schwarze flagge wehen wehende schwarze fahne
🏳️||white_flag|weiße Flagge|fahne wehen wehende weiße fahne weiße fahne weiße flagge
🏳️‍🌈||rainbow_flag|Regenbogenflagge|bisexuell bunt fahne lesbisch lgbt lgbtq pride queer regenbogen regenbogenflagge schwul trans
🏳️‍⚧️||transgender_flag|Transgender-Flagge|flagge transgender transgender-flagge
🏴‍☠️||pirate_flag|Piratenflagge|jolly roger pirat piratenfahne piratenflagge schatz
🇦🇨||ascension_island|Flagge: Ascension|AC flagge
🇦🇩||andorra|Flagge: Andorra|AD flagge
🇦🇪||united_arab_emirates|Flagge: Vereinigte Arabische Emirate|AE flagge
🇦🇫||afghanistan|Flagge: Afghanistan|AF flagge
🇦🇬||antigua_barbuda|Flagge: Antigua und Barbuda|AG flagge
🇦🇮||anguilla|Flagge: Anguilla|AI flagge
🇦🇱||albania|Flagge: Albanien|AL flagge
🇦🇲||armenia|Flagge: Armenien|AM flagge
🇦🇴||angola|Flagge: Angola|AO flagge
🇦🇶||antarctica|Flagge: Antarktis|AQ flagge
🇦🇷||argentina|Flagge: Argentinien|AR flagge
🇦🇸||american_samoa|Flagge: Amerikanisch-Samoa|AS flagge
🇦🇹||austria|Flagge: Österreich|AT flagge
🇦🇺||australia|Flagge: Australien|AU flagge
🇦🇼||aruba|Flagge: Aruba|AW flagge
🇦🇽||aland_islands|Flagge: Ålandinseln|AX flagge
🇦🇿||azerbaijan|Flagge: Aserbaidschan|AZ flagge
🇧🇦||bosnia_herzegovina|Flagge: Bosnien und Herzegowina|BA flagge
🇧🇧||barbados|Flagge: Barbados|BB flagge
🇧🇩||bangladesh|Flagge: Bangladesch|BD flagge
🇧🇪||belgium|Flagge: Belgien|BE flagge
🇧🇫||burkina_faso|Flagge: Burkina Faso|BF flagge
🇧🇬||bulgaria|Flagge: Bulgarien|BG flagge
🇧🇭||bahrain|Flagge: Bahrain|BH flagge
🇧🇮||burundi|Flagge: Burundi|BI flagge
🇧🇯||benin|Flagge: Benin|BJ flagge
🇧🇱||st_barthelemy|Flagge: St. Barthélemy|BL flagge
🇧🇲||bermuda|Flagge: Bermuda|BM flagge
🇧🇳||brunei|Flagge: Brunei Darussalam|BN flagge
🇧🇴||bolivia|Flagge: Bolivien|BO flagge
🇧🇶||caribbean_netherlands|Flagge: Karibische Niederlande|BQ flagge
🇧🇷||brazil|Flagge: Brasilien|BR flagge
🇧🇸||bahamas|Flagge: Bahamas|BS flagge
🇧🇹||bhutan|Flagge: Bhutan|BT flagge
🇧🇻||bouvet_island|Flagge: Bouvetinsel|BV flagge
🇧🇼||botswana|Flagge: Botsuana|BW flagge
🇧🇾||belarus|Flagge: Belarus|BY flagge
🇧🇿||belize|Flagge: Belize|BZ flagge
🇨🇦||canada|Flagge: Kanada|CA flagge
🇨🇨||cocos_islands|Flagge: Kokosinseln|CC flagge
🇨🇩||congo_kinshasa|Flagge: Kongo-Kinshasa|CD flagge
🇨🇫||central_african_republic|Flagge: Zentralafrikanische Republik|CF flagge
🇨🇬||congo_brazzaville|Flagge: Kongo-Brazzaville|CG flagge
🇨🇭||switzerland|Flagge: Schweiz|CH flagge
🇨🇮||cote_divoire|Flagge: Côte d’Ivoire|CI flagge
🇨🇰||cook_islands|Flagge: Cookinseln|CK flagge
🇨🇱||chile|Flagge: Chile|CL flagge
🇨🇲||cameroon|Flagge: Kamerun|CM flagge
🇨🇳||cn|Flagge: China|CN flagge
🇨🇴||colombia|Flagge: Kolumbien|CO flagge
🇨🇵||clipperton_island|Flagge: Clipperton-Insel|CP flagge
🇨🇷||costa_rica|Flagge: Costa Rica|CR flagge
🇨🇺||cuba|Flagge: Kuba|CU flagge
🇨🇻||cape_verde|Flagge: Cabo Verde|CV flagge
🇨🇼||curacao|Flagge: Curaçao|CW flagge
🇨🇽||christmas_island|Flagge: Weihnachtsinsel|CX flagge
🇨🇾||cyprus|Flagge: Zypern|CY flagge
🇨🇿||czech_republic|Flagge: Tschechien|CZ flagge
🇩🇪||de|Flagge: Deutschland|DE flagge
🇩🇬||diego_garcia|Flagge: Diego Garcia|DG flagge
🇩🇯||djibouti|Flagge: Dschibuti|DJ flagge
🇩🇰||denmark|Flagge: Dänemark|DK flagge
🇩🇲||dominica|Flagge: Dominica|DM flagge
🇩🇴||dominican_republic|Flagge: Dominikanische Republik|DO flagge
🇩🇿||algeria|Flagge: Algerien|DZ flagge
🇪🇦||ceuta_melilla|Flagge: Ceuta und Melilla|EA flagge
🇪🇨||ecuador|Flagge: Ecuador|EC flagge
🇪🇪||estonia|Flagge: Estland|EE flagge
🇪🇬||egypt|Flagge: Ägypten|EG flagge
🇪🇭||western_sahara|Flagge: Westsahara|EH flagge
🇪🇷||eritrea|Flagge: Eritrea|ER flagge
🇪🇸||es|Flagge: Spanien|ES flagge
🇪🇹||ethiopia|Flagge: Äthiopien|ET flagge
🇪🇺||eu european_union|Flagge: Europäische Union|EU flagge
🇫🇮||finland|Flagge: Finnland|FI flagge
🇫🇯||fiji|Flagge: Fidschi|FJ flagge
🇫🇰||falkland_islands|Flagge: Falklandinseln|FK flagge
🇫🇲||micronesia|Flagge: Mikronesien|FM flagge
🇫🇴||faroe_islands|Flagge: Färöer|FO flagge
🇫🇷||fr|Flagge: Frankreich|FR flagge
🇬🇦||gabon|Flagge: Gabun|GA flagge
🇬🇧||gb uk|Flagge: Vereinigtes Königreich|GB flagge
🇬🇩||grenada|Flagge: Grenada|GD flagge
🇬🇪||georgia|Flagge: Georgien|GE flagge
🇬🇫||french_guiana|Flagge: Französisch-Guayana|GF flagge
🇬🇬||guernsey|Flagge: Guernsey|GG flagge
🇬🇭||ghana|Flagge: Ghana|GH flagge
🇬🇮||gibraltar|Flagge: Gibraltar|GI flagge
🇬🇱||greenland|Flagge: Grönland|GL flagge
🇬🇲||gambia|Flagge: Gambia|GM flagge
🇬🇳||guinea|Flagge: Guinea|GN flagge
🇬🇵||guadeloupe|Flagge: Guadeloupe|GP flagge
🇬🇶||equatorial_guinea|Flagge: Äquatorialguinea|GQ flagge
🇬🇷||greece|Flagge: Griechenland|GR flagge
🇬🇸||south_georgia_south_sandwich_islands|Flagge: Südgeorgien und die Südlichen Sandwichinseln|GS flagge
🇬🇹||guatemala|Flagge: Guatemala|GT flagge
🇬🇺||guam|Flagge: Guam|GU flagge
🇬🇼||guinea_bissau|Flagge: Guinea-Bissau|GW flagge
🇬🇾||guyana|Flagge: Guyana|GY flagge
🇭🇰||hong_kong|Flagge: Sonderverwaltungsregion Hongkong|HK flagge
🇭🇲||heard_mcdonald_islands|Flagge: Heard und McDonaldinseln|HM flagge
🇭🇳||honduras|Flagge: Honduras|HN flagge
🇭🇷||croatia|Flagge: Kroatien|HR flagge
🇭🇹||haiti|Flagge: Haiti|HT flagge
🇭🇺||hungary|Flagge: Ungarn|HU flagge
🇮🇨||canary_islands|Flagge: Kanarische Inseln|IC flagge
🇮🇩||indonesia|Flagge: Indonesien|ID flagge
🇮🇪||ireland|Flagge: Irland|IE flagge
🇮🇱||israel|Flagge: Israel|IL flagge
🇮🇲||isle_of_man|Flagge: Isle of Man|IM flagge
🇮🇳||india|Flagge: Indien|IN flagge
🇮🇴||british_indian_ocean_territory|Flagge: Britisches Territorium im Indischen Ozean|IO flagge
🇮🇶||iraq|Flagge: Irak|IQ flagge
🇮🇷||iran|Flagge: Iran|IR flagge
🇮🇸||iceland|Flagge: Island|IS flagge
🇮🇹||it|Flagge: Italien|IT flagge
🇯🇪||jersey|Flagge: Jersey|JE flagge
🇯🇲||jamaica|Flagge: Jamaika|JM flagge
🇯🇴||jordan|Flagge: Jordanien|JO flagge
🇯🇵||jp|Flagge: Japan|JP flagge
🇰🇪||kenya|Flagge: Kenia|KE flagge
🇰🇬||kyrgyzstan|Flagge: Kirgisistan|KG flagge
🇰🇭||cambodia|Flagge: Kambodscha|KH flagge
🇰🇮||kiribati|Flagge: Kiribati|KI flagge
🇰🇲||comoros|Flagge: Komoren|KM flagge
🇰🇳||st_kitts_nevis|Flagge: St. Kitts und Nevis|KN flagge
🇰🇵||north_korea|Flagge: Nordkorea|KP flagge
🇰🇷||kr|Flagge: Südkorea|KR flagge
🇰🇼||kuwait|Flagge: Kuwait|KW flagge
🇰🇾||cayman_islands|Flagge: Kaimaninseln|KY flagge
🇰🇿||kazakhstan|Flagge: Kasachstan|KZ flagge
🇱🇦||laos|Flagge: Laos|LA flagge
🇱🇧||lebanon|Flagge: Libanon|LB flagge
🇱🇨||st_lucia|Flagge: St. Lucia|LC flagge
🇱🇮||liechtenstein|Flagge: Liechtenstein|LI flagge
🇱🇰||sri_lanka|Flagge: Sri Lanka|LK flagge
🇱🇷||liberia|Flagge: Liberia|LR flagge
🇱🇸||lesotho|Flagge: Lesotho|LS flagge
🇱🇹||lithuania|Flagge: Litauen|LT flagge
🇱🇺||luxembourg|Flagge: Luxemburg|LU flagge
🇱🇻||latvia|Flagge: Lettland|LV flagge
🇱🇾||libya|Flagge: Libyen|LY flagge
🇲🇦||morocco|Flagge: Marokko|MA flagge
🇲🇨||monaco|Flagge: Monaco|MC flagge
🇲🇩||moldova|Flagge: Republik Moldau|MD flagge
🇲🇪||montenegro|Flagge: Montenegro|ME flagge
🇲🇫||st_martin|Flagge: St. Martin|MF flagge
🇲🇬||madagascar|Flagge: Madagaskar|MG flagge
🇲🇭||marshall_islands|Flagge: Marshallinseln|MH flagge
🇲🇰||macedonia|Flagge: Nordmazedonien|MK flagge
🇲🇱||mali|Flagge: Mali|ML flagge
🇲🇲||myanmar|Flagge: Myanmar|MM flagge
🇲🇳||mongolia|Flagge: Mongolei|MN flagge
🇲🇴||macau|Flagge: Sonderverwaltungsregion Macau|MO flagge
🇲🇵||northern_mariana_islands|Flagge: Nördliche Marianen|MP flagge
🇲🇶||martinique|Flagge: Martinique|MQ flagge
🇲🇷||mauritania|Flagge: Mauretanien|MR flagge
🇲🇸||montserrat|Flagge: Montserrat|MS flagge
🇲🇹||malta|Flagge: Malta|MT flagge
🇲🇺||mauritius|Flagge: Mauritius|MU flagge
🇲🇻||maldives|Flagge: Malediven|MV flagge
🇲🇼||malawi|Flagge: Malawi|MW flagge
🇲🇽||mexico|Flagge: Mexiko|MX flagge
🇲🇾||malaysia|Flagge: Malaysia|MY flagge
🇲🇿||mozambique|Flagge: Mosambik|MZ flagge
🇳🇦||namibia|Flagge: Namibia|NA flagge
🇳🇨||new_caledonia|Flagge: Neukaledonien|NC flagge
🇳🇪||niger|Flagge: Niger|NE flagge
🇳🇫||norfolk_island|Flagge: Norfolkinsel|NF flagge
🇳🇬||nigeria|Flagge: Nigeria|NG flagge
🇳🇮||nicaragua|Flagge: Nicaragua|NI flagge
🇳🇱||netherlands|Flagge: Niederlande|NL flagge
🇳🇴||norway|Flagge: Norwegen|NO flagge
🇳🇵||nepal|Flagge: Nepal|NP flagge
🇳🇷||nauru|Flagge: Nauru|NR flagge
🇳🇺||niue|Flagge: Niue|NU flagge
🇳🇿||new_zealand|Flagge: Neuseeland|NZ flagge
🇴🇲||oman|Flagge: Oman|OM flagge
🇵🇦||panama|Flagge: Panama|PA flagge
🇵🇪||peru|Flagge: Peru|PE flagge
🇵🇫||french_polynesia|Flagge: Französisch-Polynesien|PF flagge
🇵🇬||papua_new_guinea|Flagge: Papua-Neuguinea|PG flagge
🇵🇭||philippines|Flagge: Philippinen|PH flagge
🇵🇰||pakistan|Flagge: Pakistan|PK flagge
🇵🇱||poland|Flagge: Polen|PL flagge
🇵🇲||st_pierre_miquelon|Flagge: St. Pierre und Miquelon|PM flagge
🇵🇳||pitcairn_islands|Flagge: Pitcairninseln|PN flagge
🇵🇷||puerto_rico|Flagge: Puerto Rico|PR flagge
🇵🇸||palestinian_territories|Flagge: Palästinensische Autonomiegebiete|PS flagge
🇵🇹||portugal|Flagge: Portugal|PT flagge
🇵🇼||palau|Flagge: Palau|PW flagge
🇵🇾||paraguay|Flagge: Paraguay|PY flagge
🇶🇦||qatar|Flagge: Katar|QA flagge
🇷🇪||reunion|Flagge: Réunion|RE flagge
🇷🇴||romania|Flagge: Rumänien|RO flagge
🇷🇸||serbia|Flagge: Serbien|RS flagge
🇷🇺||ru|Flagge: Russland|RU flagge
🇷🇼||rwanda|Flagge: Ruanda|RW flagge
🇸🇦||saudi_arabia|Flagge: Saudi-Arabien|SA flagge
🇸🇧||solomon_islands|Flagge: Salomonen|SB flagge
🇸🇨||seychelles|Flagge: Seychellen|SC flagge
🇸🇩||sudan|Flagge: Sudan|SD flagge
🇸🇪||sweden|Flagge: Schweden|SE flagge
🇸🇬||singapore|Flagge: Singapur|SG flagge
🇸🇭||st_helena|Flagge: St. Helena|SH flagge
🇸🇮||slovenia|Flagge: Slowenien|SI flagge
🇸🇯||svalbard_jan_mayen|Flagge: Spitzbergen und Jan Mayen|SJ flagge
🇸🇰||slovakia|Flagge: Slowakei|SK flagge
🇸🇱||sierra_leone|Flagge: Sierra Leone|SL flagge
🇸🇲||san_marino|Flagge: San Marino|SM flagge
🇸🇳||senegal|Flagge: Senegal|SN flagge
🇸🇴||somalia|Flagge: Somalia|SO flagge
🇸🇷||suriname|Flagge: Suriname|SR flagge
🇸🇸||south_sudan|Flagge: Südsudan|SS flagge
🇸🇹||sao_tome_principe|Flagge: São Tomé und Príncipe|ST flagge
🇸🇻||el_salvador|Flagge: El Salvador|SV flagge
🇸🇽||sint_maarten|Flagge: Sint Maarten|SX flagge
🇸🇾||syria|Flagge: Syrien|SY flagge
🇸🇿||swaziland|Flagge: Eswatini|SZ flagge
🇹🇦||tristan_da_cunha|Flagge: Tristan da Cunha|TA flagge
🇹🇨||turks_caicos_islands|Flagge: Turks- und Caicosinseln|TC flagge
🇹🇩||chad|Flagge: Tschad|TD flagge
🇹🇫||french_southern_territories|Flagge: Französische Süd- und Antarktisgebiete|TF flagge
🇹🇬||togo|Flagge: Togo|TG flagge
🇹🇭||thailand|Flagge: Thailand|TH flagge
🇹🇯||tajikistan|Flagge: Tadschikistan|TJ flagge
🇹🇰||tokelau|Flagge: Tokelau|TK flagge
🇹🇱||timor_leste|Flagge: Timor-Leste|TL flagge
🇹🇲||turkmenistan|Flagge: Turkmenistan|TM flagge
🇹🇳||tunisia|Flagge: Tunesien|TN flagge
🇹🇴||tonga|Flagge: Tonga|TO flagge
🇹🇷||tr|Flagge: Türkei|TR flagge
🇹🇹||trinidad_tobago|Flagge: Trinidad und Tobago|TT flagge
🇹🇻||tuvalu|Flagge: Tuvalu|TV flagge
🇹🇼||taiwan|Flagge: Taiwan|TW flagge
🇹🇿||tanzania|Flagge: Tansania|TZ flagge
🇺🇦||ukraine|Flagge: Ukraine|UA flagge
🇺🇬||uganda|Flagge: Uganda|UG flagge
🇺🇲||us_outlying_islands|Flagge: Amerikanische Überseeinseln|UM flagge
🇺🇳||united_nations|Flagge: Vereinte Nationen|UN flagge
🇺🇸||us|Flagge: Vereinigte Staaten|US flagge
🇺🇾||uruguay|Flagge: Uruguay|UY flagge
🇺🇿||uzbekistan|Flagge: Usbekistan|UZ flagge
🇻🇦||vatican_city|Flagge: Vatikanstadt|VA flagge
🇻🇨||st_vincent_grenadines|Flagge: St. Vincent und die Grenadinen|VC flagge
🇻🇪||venezuela|Flagge: Venezuela|VE flagge
🇻🇬||british_virgin_islands|Flagge: Britische Jungferninseln|VG flagge
🇻🇮||us_virgin_islands|Flagge: Amerikanische Jungferninseln|VI flagge
🇻🇳||vietnam|Flagge: Vietnam|VN flagge
🇻🇺||vanuatu|Flagge: Vanuatu|VU flagge
🇼🇫||wallis_futuna|Flagge: Wallis und Futuna|WF flagge
🇼🇸||samoa|Flagge: Samoa|WS flagge
🇽🇰||kosovo|Flagge: Kosovo|XK flagge
🇾🇪||yemen|Flagge: Jemen|YE flagge
🇾🇹||mayotte|Flagge: Mayotte|YT flagge
🇿🇦||south_africa|Flagge: Südafrika|ZA flagge
🇿🇲||zambia|Flagge: Sambia|ZM flagge
🇿🇼||zimbabwe|Flagge: Simbabwe|ZW flagge
🏴󠁧󠁢󠁥󠁮󠁧󠁿||england|Flagge: England|flagge gbeng
🏴󠁧󠁢󠁳󠁣󠁴󠁿||scotland|Flagge: Schottland|flagge gbsct
🏴󠁧󠁢󠁷󠁬󠁳󠁿||wales|Flagge: Wales|flagge gbwls`,
];
