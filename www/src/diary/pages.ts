// What the diary shows once there is a mole: one file to fetch, since its pages share most of what they are made of.
import './spot-compare';
import './spot-mole';
import './spot-mole-list';
import './spot-new-mole';
