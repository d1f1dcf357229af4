import type { Translation } from './core/types.ts'
import { en } from './locales/en.ts'
import type { MetalivePurpose, MetaliveService } from './metalive.ts'

/** METALIVE's purposes and services in English. */
export const metaliveEn: Translation<MetalivePurpose, MetaliveService> = {
  texts: en,
  operator: { hours: 'Weekdays from 10:00 to 18:00 (Japan time)' },
  purposes: {
    necessary: {
      title: 'Necessary',
      description:
        'Used for playing videos, signing in, payments and preventing misuse. Your volume and picture quality settings are also saved on this device. Without this we cannot provide the service, so it cannot be stopped.',
    },
    functional: {
      title: 'Extra features',
      description:
        'Used to answer your inquiries in a chat, and to bring you recommendations and notifications.',
      lost: 'Recommendations are the same for everyone. Instead of using the chat, you can contact us by e-mail.',
    },
    analytics: {
      title: 'Usage analysis',
      description:
        'Used to find out which pages and videos are viewed often and whether playback gets stuck, and to fix the service.',
      lost: 'Watching videos is not affected.',
    },
    advertising: {
      title: 'Advertising',
      description:
        'Used to show advertisements that match your interests, based on records of what you view and watch, and to measure the effect of advertisements.',
      lost: 'Advertisements of other companies are not shown. We may show announcements of our own.',
    },
    embeds: {
      title: 'External videos and social media',
      description: 'Used to show videos, posts and maps of other companies inside our pages.',
      lost: 'Those parts are not shown. You can show just the ones you want to see, on the spot.',
    },
  },
  services: {
    ga4: {
      name: 'Google Analytics 4',
      ourPurpose:
        'Used to find out which pages and videos are viewed often, and to improve the service.',
      theirPurpose:
        'Used to provide the function of analyzing visits, and to maintain and improve the company’s own services.',
    },
    clarity: {
      name: 'Microsoft Clarity',
      ourPurpose: 'Used to find out how our screens are used, and to fix what is difficult to use.',
      theirPurpose:
        'Used to provide the function of analyzing behavior, and to improve the company’s own services and advertisements.',
    },
    'mux-data': {
      name: 'Mux Data (measures viewing quality)',
      ourPurpose: 'Used to find out whether videos play without stopping, and to fix the delivery.',
      theirPurpose:
        'Used to provide, for the client, the function of analyzing the quality of viewing.',
    },
    'google-ima': {
      name: 'Google IMA SDK (video advertisements)',
      ourPurpose:
        'Used to play advertisements before and during videos, which pays for running the service.',
      theirPurpose:
        'Used to select and deliver video advertisements, to measure their playback and effect, and to prevent misuse.',
    },
    'line-tag': {
      name: 'LINE Tag (LINE advertising)',
      ourPurpose:
        'Used to measure the effect of advertisements on LINE, and to show advertisements to people who are interested.',
      theirPurpose:
        'Used to measure visits to sites and behavior there, to measure the effect of advertisements, and to deliver advertisements that encourage another visit.',
    },
    'yahoo-japan-ads': {
      name: 'Yahoo! JAPAN Ads (site general tag and conversion measurement)',
      ourPurpose: 'Used to measure the effect of Yahoo! JAPAN advertisements.',
      theirPurpose:
        'Used to measure the results of advertisements, and to improve the delivery of advertisements.',
    },
    'meta-pixel': {
      name: 'Meta Pixel',
      ourPurpose:
        'Used to measure the effect of advertisements on Facebook and Instagram, and to show advertisements to people who are interested.',
      theirPurpose:
        'Used to measure the effect of advertisements, to select advertisements by interest, and to improve the company’s own services.',
    },
    youtube: {
      name: 'YouTube (embedded videos)',
      title: 'A YouTube video',
      ourPurpose: 'Used so that YouTube videos can be played inside our pages.',
      theirPurpose:
        'Used to deliver videos, to count views, and to select recommendations and advertisements.',
    },
    'x-embed': {
      name: 'X (embedded posts)',
      title: 'A post on X',
      ourPurpose: 'Used so that posts on X can be seen inside our pages.',
      theirPurpose:
        'Used to show posts, to count how often they are shown, and to select advertisements and recommendations.',
    },
    zendesk: {
      name: 'Zendesk (inquiry widget)',
      ourPurpose: 'Used to receive your questions in a chat, and to answer them.',
      theirPurpose: 'Used to provide, for the client, the function of receiving inquiries.',
    },
  },
}
